#!/usr/bin/env bash
# How long `groundplan verify` takes for 200 citations: one run after the caches of the system were emptied (where
# that is allowed), then the median of five.
#
#   scripts/bench-verify.sh REPOSITORY [BINARY]
#
# BINARY  the binary (default: target/release/groundplan, built when it is not there)
# Half of the citations are `path:line` with the name that stands there, half are paths. Milliseconds of wall clock.
set -euo pipefail
REPOSITORY=$(realpath "$1")
cd "$(dirname "$0")/.."
BINARY=${2:-target/release/groundplan}
[ -x "$BINARY" ] || cargo build --release -q -p groundplan-cli
BINARY=$(realpath "$BINARY")
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$REPOSITORY"
FILES=$(find . -type f -not -path './.git/*' | wc -l)
{
  echo "# Plan"
  grep -rnoE --include='*.java' --include='*.kt' --include='*.py' --include='*.go' --include='*.rs' --include='*.ts' \
    --include='*.js' --include='*.rb' --include='*.php' --include='*.cs' '(class|interface|def|func|fn|function) +[A-Za-z_]{5,}' . |
    awk -F: 'NR % 7 == 0 { n = split($3, w, " "); sub(/^\.\//, "", $1); print "- `" w[n] "` (`" $1 ":" $2 "`) stays." }' |
    awk 'NR <= 100'
  find . -type f -not -path './.git/*' | sort | awk 'NR % 11 == 0 { sub(/^\.\//, ""); print "- Modify: `" $0 "`" }' | awk 'NR <= 100'
} >"$WORK/plan.md"
once() {
  local from to
  from=$(date +%s%N)
  "$BINARY" --repo "$REPOSITORY" verify "$WORK/plan.md" --format json >"$WORK/report.json" || true
  to=$(date +%s%N)
  echo $(((to - from) / 1000000))
}
sync
COLD="not measured: the caches of the system could not be emptied"
if echo 3 2>/dev/null >/proc/sys/vm/drop_caches; then COLD="$(once) ms"; else once >/dev/null; fi
WARM=$(for _ in 1 2 3 4 5; do once; done | sort -n | sed -n 3p)
CLAIMS=$(grep -c '"verdict"' "$WORK/report.json")
echo "$CLAIMS citations, $FILES files: cold $COLD, warm $WARM ms"
