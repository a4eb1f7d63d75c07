#!/bin/sh
# Fills in syndication.conf.template and starts nginx in the foreground. Needs sh, sed and nginx; runs as any user.
#
#   NGINX_LISTEN       address and port; default 8080
#   NGINX_INGESTION, NGINX_FEEDS, ...   where each service answers: host:port, or the name of a group in NGINX_UPSTREAMS
#   NGINX_UPSTREAMS    groups of addresses, on one line: "upstream feeds { server 127.0.0.1:1; server 127.0.0.1:2; }"
#   NGINX_RESOLVER     a name server, where services are given by name; default Docker's own
#   NGINX_FRONT        network of a proxy before this one that ends TLS; default nobody
#   NGINX_TEMP         a folder to write to; default /tmp/nginx
#   NGINX_ACCESS_LOG   a file; default /dev/stdout
#
#   start.sh           renders and starts
#   start.sh -t        renders and checks
set -eu
here=$(cd "$(dirname "$0")" && pwd)

: "${NGINX_LISTEN:=8080}" "${NGINX_UPSTREAMS:=}" "${NGINX_RESOLVER:=127.0.0.11}" "${NGINX_FRONT:=0.0.0.0/32}"
: "${NGINX_TEMP:=/tmp/nginx}" "${NGINX_ACCESS_LOG:=/dev/stdout}"

mkdir -p "$NGINX_TEMP"
conf="$NGINX_TEMP/nginx.conf"
cp "$here/syndication.conf.template" "$conf.new"
for name in $(grep -o '${NGINX_[A-Z_]*}' "$conf.new" | tr -d '${}' | sort -u); do
  eval "value=\${$name?"$name is missing: give host:port of that service"}"
  case $value in
    *[\\\&\|\"]*) echo "$name can't hold \\ & | or a quotation mark." >&2; exit 2 ;;
  esac
  sed -i "s|\${$name}|$value|g" "$conf.new"
done
mv "$conf.new" "$conf"

# Started by root, workers would become another user, who may not enter the folders that this one names.
directives='daemon off;'
if [ "$(id -u)" = 0 ]; then
  directives="$directives user root;"
fi

if [ "${1:-}" = -t ]; then
  exec nginx -t -e stderr -c "$conf" -g "$directives"
fi
exec nginx -e stderr -c "$conf" -g "$directives"
