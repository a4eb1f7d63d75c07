# To be sourced: sets docker to a client that can build with BuildKit. A newer client does so only with its buildx
# plugin; Debian's own, that may stand beside it, does without.
docker=$(type -ap docker | while read -r client; do
  if "$client" buildx version > /dev/null 2>&1 || "$client" --version | grep -q 'version 20\.'; then
    echo "$client"
    break
  fi
done)
if [ -z "$docker" ]; then
  echo "No docker client here can build: install docker.io, or the buildx plugin of the one that you have." >&2
  exit 2
fi

if ! "$docker" version > /dev/null 2>&1; then
  echo "No Docker engine answers." >&2
  exit 2
fi
