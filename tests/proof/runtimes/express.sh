#!/usr/bin/env bash
# Express, with the packages that its snippets use.
set -euo pipefail

top=$(realpath -m "$PROOF/express")
packages=(express@5.3.0 ws@8.23.0)

case $1 in
setup)
    command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer" >&2; exit 1; }
    [ "$(cat "$top/installed" 2>/dev/null)" = "${packages[*]}" ] && exit
    mkdir -p "$top"
    cd "$top"
    echo '{ "private": true }' >package.json
    npm install --loglevel=error --no-audit --no-fund --save-exact "${packages[@]}" >&2
    echo "${packages[*]}" >installed
    ;;
version)
    version() { node -p 'require(process.argv[1]).version' "$top/node_modules/$1/package.json"; }
    echo "Express $(version express), Node.js $(node -p process.versions.node)"
    ;;
build)
    # The packages are looked for in the folders above a program.
    ln -sfn "$top/node_modules" "$2/node_modules"
    ;;
run)
    cd "$2"
    exec node app.mjs
    ;;
esac
