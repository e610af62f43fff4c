#!/usr/bin/env bash
# Requests, in a virtual environment.
set -euo pipefail

venv=$PROOF/python-requests/venv
packages=(requests==2.34.2 urllib3==2.8.0)

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
print("Requests", version("requests") + ", urllib3", version("urllib3") + ", Python", python_version())'
    ;;
build)
    ;;
run)
    venv=$(realpath "$venv")
    cd "$2"
    exec "$venv/bin/python" call.py
    ;;
esac
