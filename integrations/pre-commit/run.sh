#!/bin/sh
# Builds groundplan in pre-commit's own copy of this repository, once for each revision, and checks the files.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
binary="$root/target/release/groundplan"
if [ ! -x "$binary" ]; then
    cargo build --quiet --release --locked --manifest-path "$root/Cargo.toml" --package groundplan-cli >&2
fi
exec "$binary" check "$@"
