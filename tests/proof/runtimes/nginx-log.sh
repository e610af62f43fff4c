#!/usr/bin/env bash
# nginx as the system packages it, without root rights, with curl and openssl as clients.
set -euo pipefail

# The user that root is in a namespace of the runner may not change to another: map it to one instead.
ordinary=()
[ "$(id -u)" != 0 ] || ordinary=(unshare --user --map-user=65534 --map-group=65534)

case $1 in
setup)
    for program in nginx curl openssl; do
        command -v $program >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends $program >&2; }
    done
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
