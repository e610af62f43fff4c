#!/usr/bin/env bash
# Python's own http.server: nothing to install but the runtime.
set -euo pipefail

case $1 in
setup)
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Python 3.10 or newer is missing" >&2; exit 1; }
    ;;
version)
    python3 --version
    ;;
build)
    ;;
run)
    cd "$2"
    exec python3 app.py
    ;;
esac
