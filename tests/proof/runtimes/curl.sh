#!/usr/bin/env bash
# curl and Bash, as the system has them.
set -euo pipefail

case $1 in
setup)
    command -v curl >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends curl >&2; }
    ;;
version)
    curl --version | sed -n '1s/^\(curl [0-9.]*\).*/\1/p'
    ;;
build)
    ;;
run)
    cd "$2"
    exec bash request.sh
    ;;
esac
