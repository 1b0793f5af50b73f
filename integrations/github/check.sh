#!/usr/bin/env bash
# Runs the check of the action: annotations on stdout, SARIF and markdown to files, the exit code as an output.
set -uo pipefail

args=(check)
if [ -n "${TARGETS:-}" ]; then
    read -r -a targets <<< "$TARGETS"
    args+=("${targets[@]}")
fi
[ -n "${AGAINST:-}" ] && args+=(--against "$AGAINST")
[ -n "${CHANGED_SINCE:-}" ] && args+=(--changed-since "$CHANGED_SINCE")

sarif="$RUNNER_TEMP/groundplan.sarif"
markdown="$RUNNER_TEMP/groundplan.md"
groundplan "${args[@]}" --format github
code=$?
if [ "$code" -le 1 ]; then
    groundplan "${args[@]}" --format sarif > "$sarif"
    groundplan "${args[@]}" --format markdown > "$markdown"
else
    echo "groundplan could not run; see the log of the job." > "$markdown"
fi
cat "$markdown" >> "$GITHUB_STEP_SUMMARY"
{
    echo "exit-code=$code"
    echo "sarif-file=$sarif"
    echo "markdown-file=$markdown"
} >> "$GITHUB_OUTPUT"
exit 0
