#!/usr/bin/env bash
# Builds the newsroom and starts all of it in one process; needs the .NET SDK and nothing else.
# With --split first, every service is a process of its own, over RabbitMQ. Options: ./run.sh --help
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! command -v dotnet > /dev/null; then
  echo "run.sh needs the .NET SDK $(sed -n 's/.*"version": "\(.*\)".*/\1/p' "$root/global.json") or a later patch of it." >&2
  exit 2
fi

"$root/deploy/ask-feed.sh"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
[ -f "$root/artifacts/app/Syndication.Standalone.dll" ] || echo "Building; the first time takes a minute." >&2
if ! (cd "$root" && dotnet publish services/Standalone --configuration Release --output artifacts/app --nologo --verbosity quiet) > "$log" 2>&1; then
  cat "$log" >&2
  exit 2
fi

rm -f "$log"
trap - EXIT
if [ "${1:-}" = --split ]; then
  shift
  exec "$root/deploy/split.sh" "$@"
fi

exec dotnet "$root/artifacts/app/Syndication.Standalone.dll" "$@"
