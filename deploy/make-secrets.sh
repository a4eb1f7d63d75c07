#!/usr/bin/env bash
# Makes the secrets of a split installation, one file each, for docker-compose.yml and deploy/k8s/overlays/local.
# What exists is never overwritten. To make one anew, delete its file and those that hold it (docs/containers.md).
#
#   deploy/make-secrets.sh [FOLDER]     default deploy/secrets
#
# The folder is 0700: that is what keeps other users of this machine out. The files are 0444, because Compose shows them
# to containers with the owner and mode that they have here, and processes there run as users of their own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/secrets}

umask 077
mkdir -p "$folder"
chmod 0700 "$folder"
cd "$folder"

random() { head -c "${1:-32}" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# Complete or not there at all, even where this script is killed.
keep() {
  if [ -e "$1" ]; then
    return
  fi
  printf '%s' "$2" > ".$1.new"
  chmod 0444 ".$1.new"
  mv -n ".$1.new" "$1"
  echo "made $folder/$1" >&2
}

# What is named as a setting is what services read: Compose and Kubernetes show it under that name in /run/secrets.
keep Keys__Internal "$(random)"
keep Keys__Administrator "syn_$(random 8)_$(random)"
keep Keys__Ring "$(random)"
keep Keys__Links "$(date -u +%F) $(random)"
keep Keys__Suppression "$(random)"

keep rabbitmq-password "$(random)"
keep rabbitmq-user.conf "default_user = syndication
default_pass = $(cat rabbitmq-password)
"
keep Bus__RabbitMq__Uri "amqp://syndication:$(cat rabbitmq-password)@rabbitmq:5672/"

keep mongodb-root-password "$(random)"
keep mongodb-password "$(random)"
keep mongodb-keyfile "$(random)"
keep Storage__MongoDb__Uri "mongodb://syndication:$(cat mongodb-password)@mongodb:27017/?replicaSet=rs0&authSource=admin"
