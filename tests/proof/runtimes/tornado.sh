#!/usr/bin/env bash
# The HTTP client of Tornado, in a virtual environment.
set -euo pipefail

venv=$PROOF/tornado/venv
packages=(tornado==6.6.1)

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
print("Tornado", version("tornado") + ", Python", python_version())'
    ;;
build)
    ;;
run)
    venv=$(realpath "$venv")
    cd "$2"
    exec "$venv/bin/python" reproduce.py
    ;;
esac
