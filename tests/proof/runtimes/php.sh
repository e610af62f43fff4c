#!/usr/bin/env bash
# PHP with the server that it has built in.
set -euo pipefail

case $1 in
setup)
    command -v php >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends php-cli >&2; }
    ;;
version)
    php --version | sed -n '1s/^\(PHP [0-9.]*\).*/\1/p'
    ;;
build)
    ;;
run)
    cd "$2"
    exec php -S localhost:8080 index.php
    ;;
esac
