#!/usr/bin/env bash
# Sets up what the tests need and runs them; ends with "N passed, N failed, N skipped".
#   ./test.sh          20 to 45 minutes on two cores
#   ./test.sh --full   every figure of the issues: more kill points, more of everything
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root" || exit 2

case "${1:-}" in
  "") ;;
  --full) export SYNDICATION_TEST_FULL=1 ;;
  *) echo "usage: ./test.sh [--full]" >&2; exit 2 ;;
esac

if [ -z "${SYNDICATION_DATASETS:-}" ] && [ -d ../shared/data ]; then
  SYNDICATION_DATASETS=$(cd ../shared/data && pwd)
  export SYNDICATION_DATASETS
fi

# Two feed readers that are not ours; the broker and the proxy of separate services; what reads docker-compose.yml; a
# translator, as a program and as a server; a relay that encrypts, knows its users and greylists, and what checks signatures;
# what partners of docs/webhooks.md write their receivers in.
missing=()
packages=(newsboat python3-feedparser nginx-light docker-compose apertium apertium-fr-es apertium-eng-spa apertium-apy
  postfix sasl2-bin libsasl2-modules libsasl2-modules-db postgrey python3-dkim
  curl php-cli)
[ -n "${SYNDICATION_TEST_RABBITMQ:-}" ] || packages+=(rabbitmq-server)
# A browser, and fonts for what it shows; what the browser's tests take from npm, they install themselves.
[ -n "${SYNDICATION_TEST_CHROMIUM:-}" ] || command -v chromium-headless-shell chromium > /dev/null || packages+=(chromium fonts-noto-core)
command -v npm > /dev/null || packages+=(npm)
for package in "${packages[@]}"; do
  dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    # The tests start relays of their own: this machine is to be none.
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections 2> /dev/null
    apt-get update -qq > /dev/null 2>&1
    # The browser's shell without windows takes half the time; not every Debian has it.
    ! apt-cache show chromium-headless-shell > /dev/null 2>&1 || missing=("${missing[@]/#chromium/chromium-headless-shell}")
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null 2>&1 \
      || echo "Could not install ${missing[*]}: the tests that need them are skipped." >&2
  else
    echo "Not installed: ${missing[*]}. The tests that need them are skipped; install them with apt-get as root." >&2
  fi
fi

deploy/ask-feed.sh || exit 2
dotnet build Syndication.sln --configuration Release --nologo --verbosity quiet || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
rm -f artifacts/figures.txt
dotnet test --solution Syndication.sln --configuration Release --no-build --no-ansi --no-progress --max-parallel-test-modules 2 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

[ ! -f artifacts/figures.txt ] || { echo "measured:"; sed 's/^/  /' artifacts/figures.txt; }

# Once more where a long log is read from its end: each failed test and the beginning of what it said.
awk '/^failed [A-Z]/ { left = 16 } left-- > 0 { print substr($0, 1, 600) }' "$log" | head -n 160

count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
echo "$(count succeeded || true) passed, $(count failed || true) failed, $(count skipped || true) skipped"
exit "$code"
