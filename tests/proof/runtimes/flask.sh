#!/usr/bin/env bash
# Flask, served by Waitress, in a virtual environment.
set -euo pipefail

venv=$PROOF/flask/venv
packages=(flask==3.1.3 werkzeug==3.1.9 waitress==3.0.2)

case $1 in
setup)
    [ "$(cat "$venv/installed" 2>/dev/null)" = "${packages[*]}" ] && exit
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
    echo "${packages[*]}" >"$venv/installed"
    ;;
version)
    "$venv/bin/python" -c '
from importlib.metadata import version
from platform import python_version
print("Flask", version("flask") + ", Waitress", version("waitress") + ", Python", python_version())'
    ;;
build)
    ;;
run)
    venv=$(realpath "$venv")
    cd "$2"
    exec "$venv/bin/waitress-serve" --port 8080 app:app
    ;;
esac
