#!/usr/bin/env bash
# PHP with the server that it has built in.
set -euo pipefail

source "$(dirname "$0")/shared/packages.sh"

case $1 in
setup)
    installed php=php-cli
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
