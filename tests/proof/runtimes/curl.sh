#!/usr/bin/env bash
# curl and Bash, as the system has them.
set -euo pipefail

source "$(dirname "$0")/shared/packages.sh"

case $1 in
setup)
    installed curl
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
