#!/usr/bin/env bash
# Apache httpd as the system packages it, without root rights.
set -euo pipefail

source "$(dirname "$0")/shared/web-server.sh"

case $1 in
setup)
    installed apache2
    ;;
version)
    apache2 -v | sed -n 's/.*Apache\/\([0-9.]*\).*/Apache httpd \1/p'
    ;;
build)
    ;;
run)
    cd "$2"
    prepare httpd.conf
    # For a second after a change the ETag of a file is a weak one.
    if [ -d www ]; then touch -d '1 minute ago' www/*; fi
    exec "${ordinary[@]}" apache2 -d /usr/lib/apache2 -f "$PWD/httpd.conf" -C "PidFile $PWD/httpd.pid" \
        -C 'ErrorLog /dev/stderr' -DFOREGROUND
    ;;
esac
