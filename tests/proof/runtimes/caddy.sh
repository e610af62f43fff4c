#!/usr/bin/env bash
# Caddy as the system packages it, without root rights.
set -euo pipefail

source "$(dirname "$0")/shared/web-server.sh"

case $1 in
setup)
    installed caddy
    ;;
version)
    caddy version | sed 's/^v\{0,1\}\([0-9.]*\).*/Caddy \1/'
    ;;
build)
    ;;
run)
    cd "$2"
    prepare Caddyfile
    # It keeps its own files in the home folder.
    HOME=$PWD exec "${ordinary[@]}" caddy run
    ;;
esac
