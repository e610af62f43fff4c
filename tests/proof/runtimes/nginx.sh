#!/usr/bin/env bash
# nginx as the system packages it, without root rights.
set -euo pipefail

source "$(dirname "$0")/shared/web-server.sh"

case $1 in
setup)
    installed nginx
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
