#!/usr/bin/env bash
# fetch as Node.js has it: nothing to install but the runtime.
set -euo pipefail

case $1 in
setup)
    command -v node >/dev/null || { echo "node is missing: install Node.js 20 or newer" >&2; exit 1; }
    ;;
version)
    echo "Node.js $(node -p process.versions.node), Undici $(node -p process.versions.undici)"
    ;;
build)
    ;;
run)
    cd "$2"
    exec node call.mjs
    ;;
esac
