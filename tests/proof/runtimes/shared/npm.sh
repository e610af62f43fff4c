# Packages of npm beside the programs. To be sourced with the words of the script, and `packages` set.

top=$(realpath -m "$PROOF/$(basename "$0" .sh)")

# The version of a package.
version() {
    node -p 'require(process.argv[1]).version' "$top/node_modules/$1/package.json"
}

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
    describe
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
