#!/usr/bin/env bash
# nginx as the system packages it, without root rights.
set -euo pipefail

source "$(dirname "$0")/shared/web-server.sh"

case $1 in
setup)
    installed nginx
    # The first start by root makes the folders for temporary files.
    [ "$(id -u)" != 0 ] || nginx -t -q
    ;;
version)
    nginx -v 2>&1 | sed 's/.*nginx\//nginx /'
    ;;
build)
    ;;
run)
    cd "$2"
    prepare nginx.conf
    exec "${ordinary[@]}" nginx -p . -c nginx.conf -e stderr -g 'daemon off; pid nginx.pid;'
    ;;
esac
