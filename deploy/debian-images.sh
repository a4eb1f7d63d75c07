#!/usr/bin/env bash
# Makes the images that deploy/Dockerfile and docker-compose.yml build on out of Debian packages and this machine's own
# .NET, where the public image registries can't be reached (docs/containers.md):
#   syndication-debian/{base,dotnet,dotnet-sdk,rabbitmq,nginx}
# Needs root, debootstrap, a Docker engine and the .NET SDK; takes the Debian mirror from this machine's own sources.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=${DEBIAN_SUITE:-bookworm}

need() { command -v "$1" > /dev/null || { echo "debian-images.sh needs $1: install $2." >&2; exit 2; }; }
need debootstrap debootstrap
[ "$(id -u)" = 0 ] || { echo "debian-images.sh makes a file system: run it as root." >&2; exit 2; }
source "$here/docker-client.sh"

mirror=${DEBIAN_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2> /dev/null \
  | sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\).*/\2/p' | sed -n 1p || true)}
[ -n "$mirror" ] || { echo "This machine has no Debian sources: give DEBIAN_MIRROR." >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! "$docker" image inspect syndication-debian/base > /dev/null 2>&1; then
  echo "Debian $suite" >&2
  debootstrap --variant=minbase --include=ca-certificates,tzdata "$suite" "$work/root" "$mirror" > "$work/debootstrap.log" 2>&1 \
    || { tail -n 20 "$work/debootstrap.log" >&2; exit 1; }
  rm -f "$work/root/etc/apt/sources.list"
  cp -a /etc/apt/sources.list /etc/apt/sources.list.d "$work/root/etc/apt/" 2> /dev/null || true
  # Mirrors behind a company's own authority are as good inside as they are here.
  cp -L /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/*
  tar -C "$work/root" -c . | "$docker" import --change 'CMD ["bash"]' - syndication-debian/base > /dev/null
  rm -rf "$work/root"
fi

dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
mkdir -p "$work/context"
cp -a --reflink=auto "$dotnet" "$work/context/dotnet"
for target in dotnet dotnet-sdk rabbitmq nginx; do
  echo "$target" >&2
  DOCKER_BUILDKIT=1 "$docker" build --quiet --network host --target "$target" --tag "syndication-debian/$target" \
    --file "$here/debian/Dockerfile" "$work/context" > /dev/null
done
"$docker" image ls 'syndication-debian/*' --format '{{.Repository}} {{.Size}}'
