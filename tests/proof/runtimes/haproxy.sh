#!/usr/bin/env bash
# HAProxy as the system packages it, without root rights.
set -euo pipefail

source "$(dirname "$0")/shared/web-server.sh"

case $1 in
setup)
    installed haproxy
    ;;
version)
    haproxy -v | sed -n '1s/HAProxy version \([0-9.]*\).*/HAProxy \1/p'
    ;;
build)
    ;;
run)
    cd "$2"
    prepare haproxy.cfg
    exec "${ordinary[@]}" haproxy -f haproxy.cfg
    ;;
esac
