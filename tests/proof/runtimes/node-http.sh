#!/usr/bin/env bash
# Node.js itself: nothing to install but the runtime.
set -euo pipefail

case $1 in
setup)
    command -v node >/dev/null || { echo "node is missing: install Node.js 20 or newer" >&2; exit 1; }
    ;;
version)
    node --version | sed 's/^v/Node.js /'
    ;;
build)
    ;;
run)
    cd "$2"
    exec node server.mjs
    ;;
esac
