#!/usr/bin/env bash
# Every output of `verify` is judged by its format's own validator, from the registries.
#
#   scripts/validate-formats.sh [BINARY]       (default: target/debug/groundplan)
#
# SARIF: Microsoft's SARIF multitool (npm, self-contained), every rule. rdjson: reviewdog's JSON schema (from its Go
# module) and ajv (npm). JUnit: junitparser (PyPI), which refuses what is no report; the XSD of Jenkins is in no
# registry. GitLab Code Quality: no validator is in a registry; the fields that its documentation names are looked
# at, and that no fingerprint stands twice. GitHub annotations are lines of a log: their escaping has unit tests.
# Exit 0: all valid. 1: something is not. 2: a tool could not be had.
set -euo pipefail
cd "$(dirname "$0")/.."
BINARY=$(realpath "${1:-target/debug/groundplan}")
CACHE=${GROUNDPLAN_CACHE:-$PWD/target/validators}
GO=${GO:-go}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mkdir -p "$CACHE"
cat >"$WORK/plan.md" <<'PLAN'
# Plan

Call `lostCall()` in `crates/lost.rs:3`, see `crates/groundplan/src/lib.rs:99999`, and `World` & <b>"é"</b>.

- Create: `crates/new.rs`
PLAN
for format in sarif rdjson gitlab junit; do
  "$BINARY" --repo . verify "$WORK/plan.md" --format "$format" >"$WORK/out.$format" || [ $? -eq 1 ]
done
[ -x "$CACHE/node_modules/.bin/ajv" ] ||
  npm install --silent --no-audit --no-fund --prefix "$CACHE" @microsoft/sarif-multitool@5 ajv-cli@5 || exit 2
[ -d "$CACHE/venv" ] || { python3 -m venv "$CACHE/venv" && "$CACHE/venv/bin/pip" -q install junitparser==4.0.2; } || exit 2
FAILED=0
judge() { # name, command…
  local name=$1
  shift
  if "$@" >"$WORK/log" 2>&1 && ! grep -qE ': error ' "$WORK/log"; then
    echo "$name: valid"
  else
    echo "$name: not valid"
    cat "$WORK/log"
    FAILED=1
  fi
}
judge sarif "$CACHE/node_modules/.bin/sarif-multitool" validate "$WORK/out.sarif"
# Go's proxy may be out of reach where npm and PyPI are not.
schema() {
  command -v "$GO" >/dev/null || return 1
  [ -f "$CACHE/go.mod" ] || (cd "$CACHE" && "$GO" mod init validators 2>/dev/null)
  local module
  module=$(cd "$CACHE" && "$GO" mod download -json github.com/reviewdog/reviewdog@v0.20.3 2>/dev/null | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  [ -n "$module" ] && cp "$module"/proto/rdf/jsonschema/DiagnosticResult.jsonschema "$WORK/rdjson.schema.json"
}
if schema; then
  cp "$WORK/out.rdjson" "$WORK/out.rdjson.json"
  judge rdjson "$CACHE/node_modules/.bin/ajv" validate --strict=false -s "$WORK/rdjson.schema.json" -d "$WORK/out.rdjson.json"
else
  echo "rdjson: not judged, reviewdog's module with the schema could not be had"
fi
judge junit "$CACHE/venv/bin/python" - "$WORK/out.junit" <<'PY'
import sys
from junitparser import JUnitXml
report = JUnitXml.fromfile(sys.argv[1])
cases = [case for suite in report for case in suite]
assert report.tests == len(cases) > 0 and report.failures == sum(bool(case.is_failure) for case in cases)
PY
judge gitlab python3 - "$WORK/out.gitlab" <<'PY'
import json, sys
issues = json.load(open(sys.argv[1]))
assert issues and len({one["fingerprint"] for one in issues}) == len(issues)
for one in issues:
    assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(one), one
    assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}, one
    assert isinstance(one["location"]["lines"]["begin"], int) and one["location"]["path"], one
PY
exit $FAILED
