#!/usr/bin/env bash
# Puts site/ into the repository of previews as pr-$NUMBER/, and removes those of pull requests that
# aren't open any more. That repository has one commit: old previews don't stay in its history.
set -euo pipefail

umask 077
printf '%s\n' "$DEPLOY_KEY" > "$RUNNER_TEMP/key"
# https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints
echo "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl" \
  > "$RUNNER_TEMP/known_hosts"
trap 'rm -f "$RUNNER_TEMP/key"' EXIT
export GIT_SSH_COMMAND="ssh -i $RUNNER_TEMP/key -o IdentitiesOnly=yes -o UserKnownHostsFile=$RUNNER_TEMP/known_hosts"
umask 022

push() {
  rm -rf previews
  git clone --quiet --depth 1 "$REMOTE" previews
  old=$(git -C previews rev-parse --quiet --verify HEAD || true)
  for folder in previews/pr-*; do
    case " $OPEN " in *" ${folder#previews/pr-} "*) ;; *) rm -rf "$folder" ;; esac
  done
  rm -rf "previews/pr-$NUMBER"
  cp -R site "previews/pr-$NUMBER"
  touch previews/.nojekyll
  git -C previews checkout --quiet --orphan next
  git -C previews add --all
  git -C previews -c user.name=previews -c user.email=previews@users.noreply.github.com \
    commit --quiet --message "Preview #$NUMBER"
  git -C previews push --quiet --force-with-lease="main:$old" origin HEAD:main
}

# another pull request's preview may be pushed at the same time
for _ in 1 2 3 4 5; do
  if push; then
    echo "url=${URL%/}/pr-$NUMBER/" >> "$GITHUB_OUTPUT"
    exit 0
  fi
  sleep $((RANDOM % 10))
done
exit 1
