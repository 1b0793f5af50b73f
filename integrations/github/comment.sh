#!/usr/bin/env bash
# Keeps one comment on a pull request up to date: the one that begins with our mark, else a new one.
set -euo pipefail

mark='<!-- groundplan-check -->'
# GitHub refuses comments of more than 65,536 characters.
body=$(printf '%s\n' "$mark"; head -c 60000 "$BODY")
known=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" \
    --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)
if [ -n "$known" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" --raw-field body="$body"
else
    gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" --raw-field body="$body"
fi
