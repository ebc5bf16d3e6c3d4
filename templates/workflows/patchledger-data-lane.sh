#!/usr/bin/env bash
# How a workflow brings data into the base branch: commit <subject>, push <title>, merge.
# Reads BRANCH, BASE, GH_TOKEN and, where the work did not start from GITHUB_SHA, START_SHA. The branch is the workflow's own: each run starts it anew from the base.
set -euo pipefail

case "${1:?commit, push or merge}" in
  commit)
    git add --all
    if git diff --cached --quiet; then
      echo "nothing new"
      exit 0
    fi
    git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
      commit --quiet --message "${2:?subject}"
    ;;
  push)
    if [ "$(git rev-parse HEAD)" = "${START_SHA:-$GITHUB_SHA}" ]; then
      echo "changed=false" >>"$GITHUB_OUTPUT"
      exit 0
    fi
    gh auth setup-git
    git push --quiet --force origin "HEAD:refs/heads/$BRANCH"
    if [ -z "$(gh pr list --head "$BRANCH" --base "$BASE" --state open --json number --jq '.[].number')" ]; then
      gh pr create --head "$BRANCH" --base "$BASE" --title "${2:?title}" \
        --body 'Data only: it merges itself when the gate proves that.'
    fi
    echo "changed=true" >>"$GITHUB_OUTPUT"
    ;;
  merge)
    # A merge commit, because the ledger names the commits it was written at.
    gh pr merge "$BRANCH" --merge --delete-branch --match-head-commit "$(git rev-parse HEAD)"
    ;;
  *)
    echo "unknown: $1" >&2
    exit 2
    ;;
esac
