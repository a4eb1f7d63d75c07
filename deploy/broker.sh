#!/usr/bin/env bash
# Runs a RabbitMQ of its own in the foreground: its port, its data folder, reachable from this machine alone.
#   deploy/broker.sh FOLDER PORT           until it is stopped
#   deploy/broker.sh FOLDER PORT COMMAND   asks the one that runs: status, list_queues, stop …
# Its URI is amqp://guest:guest@127.0.0.1:PORT/ (RabbitMQ takes that user from loopback addresses only).
set -euo pipefail
folder=${1:?a data folder}
port=${2:?a port}
shift 2

bin=$(ls -d /usr/lib/rabbitmq/bin /opt/homebrew/sbin /usr/local/sbin 2> /dev/null | head -n 1 || true)
if [ -z "$bin" ] || [ ! -x "$bin/rabbitmq-server" ]; then
  echo "There is no rabbitmq-server on this machine: install it (Debian: apt-get install rabbitmq-server), or name a broker with Bus__RabbitMq__Uri." >&2
  exit 2
fi

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
export HOME="$folder" # for its Erlang cookie
export RABBITMQ_NODENAME="syndication-$port@localhost"
if [ $# -gt 0 ]; then
  exec "$bin/rabbitmqctl" --quiet --node "$RABBITMQ_NODENAME" "$@"
fi

# Settings of the machine's own broker are not for this one.
export RABBITMQ_CONF_ENV_FILE="$folder/none.conf"
export RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf"
export RABBITMQ_ENABLED_PLUGINS_FILE="$folder/plugins"
export RABBITMQ_MNESIA_BASE="$folder/data"
export RABBITMQ_LOG_BASE="$folder/log"
export RABBITMQ_LOGS="$folder/log/broker.log"
export RABBITMQ_PID_FILE="$folder/broker.pid"
# Nodes talk at a second port: as long as the first is below 42768, none that a system gives to outgoing connections (from 32768 on).
RABBITMQ_DIST_PORT=$((port > 12000 ? port - 10000 : port + 20000))
while (exec 3<> "/dev/tcp/127.0.0.1/$RABBITMQ_DIST_PORT") 2> /dev/null; do RABBITMQ_DIST_PORT=$((RABBITMQ_DIST_PORT + 1)); done
export RABBITMQ_DIST_PORT
export ERL_EPMD_ADDRESS=127.0.0.1
: > "$RABBITMQ_CONF_ENV_FILE"
echo "[]." > "$RABBITMQ_ENABLED_PLUGINS_FILE"
cat > "$RABBITMQ_CONFIG_FILE" << CONF
listeners.tcp.default = 127.0.0.1:$port
disk_free_limit.absolute = 50MB
CONF
exec "$bin/rabbitmq-server"
