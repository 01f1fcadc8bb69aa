#!/usr/bin/env bash
# Writes the summary in file $1 into the one comment that pull request $NUMBER has of us.
set -euo pipefail

marker='<!-- fieldguide summary -->'
{
  echo "$marker"
  .venv/bin/fieldguide translate comment "$1"
  echo
  if [ -n "$PREVIEW" ]; then
    echo "[Preview]($PREVIEW) of [this build]($RUN_URL), which also made the figures above."
  else
    echo "The site is an artifact of [this build]($RUN_URL), which also made the figures above."
  fi
} > comment.md

comments=repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments
ours=$(gh api --paginate "$comments?per_page=100" --jq \
  '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("'"$marker"'"))) | .id')
if [ -n "$ours" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${ours%%$'\n'*}" -F body=@comment.md
else
  gh api --silent --method POST "$comments" -F body=@comment.md
fi
