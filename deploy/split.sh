#!/usr/bin/env bash
# Starts every service as a process of its own on this machine: with a RabbitMQ of its own, or the one that
# Bus__RabbitMq__Uri names, behind nginx where that is installed. run.sh --split builds and then calls this.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
app=$root/artifacts/app
services=(Ingestion Translation Feeds Search Digest Webhooks Newsroom)

usage() {
  cat >&2 << 'TEXT'
usage: ./run.sh --split [--port 8080] [--bind 127.0.0.1] [--data DIR] [--samples|--no-samples] [--replicas 1] [FILE|DIR ...]

Every service is a process of its own, over RabbitMQ, all on SQLite in DIR.
  --port N       nginx answers here; services and broker take the ports after it
  --replicas N   so many processes a service
  FILE, DIR, --samples   are taken in first, by one process, as ./run.sh --once does

exit: 0 stopped, 2 usage or something is missing, 3 port taken, 4 folder in use
TEXT
  exit 2
}

port=8080 bind=127.0.0.1 data='' samples='' replicas=1 paths=()
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=${2:?}; shift ;;
    --bind) bind=${2:?}; shift ;;
    --data) data=${2:?}; shift ;;
    --replicas) replicas=${2:?}; shift ;;
    --samples | --no-samples) samples=$1 ;;
    -*) usage ;;
    *) paths+=("$1") ;;
  esac
  shift
done
[[ $port =~ ^[0-9]+$ && $replicas =~ ^[1-9]$ ]] || usage
if [ -z "$data" ]; then
  data=$root/artifacts/demo
  samples=${samples:---samples}
fi
mkdir -p "$data/log" "$data/keys"
data=$(cd "$data" && pwd)

# Before anything else, so that nothing is started where something is missing.
if [ -z "${Bus__RabbitMq__Uri:-}" ] && [ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ]; then
  echo "There is no rabbitmq-server on this machine: install it (Debian: apt-get install rabbitmq-server), or name a broker with Bus__RabbitMq__Uri." >&2
  exit 2
fi
busy() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
if busy "$port"; then
  echo "Port $port is taken: give another with --port." >&2
  exit 3
fi

if [ ${#paths[@]} -gt 0 ] || [ "$samples" = --samples ]; then
  code=0
  dotnet "$app/Syndication.Standalone.dll" --once --data "$data" $samples "${paths[@]}" || code=$?
  [ "$code" -le 1 ] || exit "$code"
fi

# The lock that Standalone takes too: all that this script starts shares it.
exec 9> "$data/lock"
if ! flock --nonblock 9; then
  echo "$data is in use by another process: stop it, or give another folder with --data." >&2
  exit 4
fi

children=()
stop() {
  trap - EXIT INT TERM
  for child in "${children[@]}"; do kill -TERM "$child" 2> /dev/null || true; done
  wait
}
trap stop EXIT
trap 'exit 0' INT TERM

# Starts a command again whenever it ends, until this script does.
keep() {
  local log=$1
  shift
  (
    child=
    trap 'kill -TERM "$child" 2> /dev/null; wait "$child" 2> /dev/null; exit 0' TERM
    trap '' INT
    while true; do
      "$@" >> "$data/log/$log.log" 2>&1 9>&- &
      child=$!
      wait "$child" || echo "$log ended with $?; it starts again (see $data/log/$log.log)." >&2
      sleep 1
    done
  ) &
  children+=($!)
}

# Whether an address of 127.0.0.1 answers 200.
answers() {
  local status
  exec 3<> "/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
  read -r -t 5 _ status _ <&3 || true
  exec 3>&-
  [ "${status:-}" = 200 ]
} 2> /dev/null

# Services that start together on few processors take their time.
until_answers() {
  for _ in $(seq 1 900); do
    ! answers "$2" "$3" || return 0
    sleep 0.2
  done
  echo "$1 does not answer: see $data/log/$1.log." >&2
  exit 2
}

next=$port
take() { # a port, into $taken
  next=$((next + 1))
  while busy "$next"; do next=$((next + 1)); done
  taken=$next
}

if [ -z "${Bus__RabbitMq__Uri:-}" ]; then
  take
  keep broker "$root/deploy/broker.sh" "$data/broker" "$taken"
  export Bus__RabbitMq__Uri="amqp://guest:guest@127.0.0.1:$taken/"
fi

export Bus__Transport=RabbitMq
export Storage__Path="$data"
has_nginx=$(PATH=$PATH:/usr/sbin command -v nginx || true)
declare -A group=() first=()
for service in "${services[@]}"; do
  for _ in $(seq "$replicas"); do
    take
    group[$service]+="$taken "
    first[$service]=${first[$service]:-$taken}
  done
  export "Services__${service}__Url=http://127.0.0.1:${first[$service]}"
done

shown=$bind
[ "$bind" != 0.0.0.0 ] || shown=127.0.0.1
if [ -n "$has_nginx" ]; then
  export Syndication__PublicUrl="${Syndication__PublicUrl:-http://$shown:$port}"
  export Network__TrustedProxies="${Network__TrustedProxies:-127.0.0.1/32}"
else
  export Syndication__PublicUrl="${Syndication__PublicUrl:-http://127.0.0.1:${first[Newsroom]}}"
fi

upstreams=''
for service in "${services[@]}"; do
  servers=''
  number=0
  for one in ${group[$service]}; do
    number=$((number + 1))
    name=$(echo "$service" | tr '[:upper:]' '[:lower:]')
    [ "$replicas" = 1 ] || name=$name-$number
    keep "$name" dotnet "$app/Syndication.$service.dll" --urls="http://127.0.0.1:$one"
    servers+="server 127.0.0.1:$one; "
  done
  variable=NGINX_$(echo "$service" | tr '[:lower:]' '[:upper:]')
  if [ "$replicas" = 1 ]; then
    export "$variable=127.0.0.1:${first[$service]}"
  else
    group_name=$(echo "$service" | tr '[:upper:]' '[:lower:]')
    upstreams+="upstream $group_name { $servers} "
    export "$variable=$group_name"
  fi
done

if [ -n "$has_nginx" ]; then
  export PATH=$PATH:/usr/sbin
  NGINX_LISTEN="$bind:$port" NGINX_UPSTREAMS=$upstreams NGINX_TEMP="$data/nginx" NGINX_ACCESS_LOG="$data/log/access.log" \
    keep nginx "$root/deploy/nginx/start.sh"
fi

for service in "${services[@]}"; do
  for one in ${group[$service]}; do until_answers "$(echo "$service" | tr '[:upper:]' '[:lower:]')" "$one" /health/ready; done
done
[ -z "$has_nginx" ] || until_answers nginx "$port" /feeds/"${Syndication__Languages__0:-en}".json

echo "Syndication serves $data as separate processes"
echo
[ -n "$has_nginx" ] && echo "  everything  $Syndication__PublicUrl" \
  || echo "  There is no nginx on this machine (Debian: apt-get install nginx-light): each service answers at its own address."
for service in "${services[@]}"; do
  printf '  %-11s' "$(echo "$service" | tr '[:upper:]' '[:lower:]')"
  for one in ${group[$service]}; do printf ' http://127.0.0.1:%s' "$one"; done
  echo
done
echo "  broker      ${Bus__RabbitMq__Uri//:*@/:…@}"
echo "  logs        $data/log"
echo "  key         $data/admin.key (Authorization: Bearer KEY)"
echo
echo "Ctrl+C stops it."
wait
