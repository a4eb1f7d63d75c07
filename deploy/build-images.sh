#!/usr/bin/env bash
# Builds the image of every service that docker-compose.yml runs, or of those named:
#
#   deploy/build-images.sh [--debian] [SERVICE ...]      e.g. Feeds Search
#
# --debian builds on the images that deploy/debian-images.sh made, with the package source of this machine's own NuGet
# configuration, over its own network, and in as far as that source goes (PACKAGE_FEED, default limited).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/deploy/docker-client.sh"

images=${SYNDICATION_IMAGES:-syndication}
version=${SYNDICATION_VERSION:-0.1.0}
options=(--build-arg "VERSION=$version" --build-arg "REVISION=$(git -C "$root" rev-parse HEAD 2> /dev/null || echo unknown)")
if [ "${1:-}" = --debian ]; then
  shift
  SDK_IMAGE=${SDK_IMAGE:-syndication-debian/dotnet-sdk}
  RUNTIME_IMAGE=${RUNTIME_IMAGE:-syndication-debian/dotnet}
  PACKAGE_FEED=${PACKAGE_FEED:-limited}
  options+=(--network host)
  for config in "$HOME/.nuget/NuGet/NuGet.Config" "$HOME/.config/NuGet/NuGet.Config"; do
    if [ -f "$config" ]; then
      options+=(--secret "id=nuget,src=$config")
      break
    fi
  done
fi

for name in SDK_IMAGE RUNTIME_IMAGE PACKAGE_FEED; do
  if [ -n "${!name:-}" ]; then
    options+=(--build-arg "$name=${!name}")
  fi
done

if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046
  set -- $(sed -n 's/.*SERVICE: \([A-Za-z]*\).*/\1/p' "$root/docker-compose.yml")
fi

for service in "$@"; do
  echo "$service" >&2
  DOCKER_BUILDKIT=1 "$docker" build --quiet "${options[@]}" --build-arg "SERVICE=$service" \
    --tag "$images/${service,,}:$version" --file "$root/deploy/Dockerfile" "$root" > /dev/null
done
