#!/usr/bin/env bash
# nginx as the system packages it, without root rights, with curl and openssl as clients.
set -euo pipefail

source "$(dirname "$0")/shared/packages.sh"
source "$(dirname "$0")/shared/ordinary.sh"

case $1 in
setup)
    installed nginx curl openssl
    # The first start by root makes the folders for temporary files.
    [ "$(id -u)" != 0 ] || nginx -t -q
    ;;
version)
    echo "$(nginx -v 2>&1 | sed 's/.*nginx\//nginx /'), $(curl --version | sed -n '1s/^\(curl [0-9.]*\).*/\1/p')"
    ;;
build)
    ;;
run)
    cd "$2"
    # Temporary files are left in the folder, which the runner empties.
    TMPDIR=$PWD exec "${ordinary[@]}" bash reproduce.sh
    ;;
esac
