#!/usr/bin/env bash
# Django, served by Uvicorn, in a virtual environment.
set -euo pipefail

venv=$PROOF/django/venv
packages=(django==5.2.19 uvicorn==0.54.0)

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
print("Django", version("django") + ", Uvicorn", version("uvicorn") + ", Python", python_version())'
    ;;
build)
    ;;
run)
    venv=$(realpath "$venv")
    cd "$2"
    exec "$venv/bin/uvicorn" app:application --port 8080
    ;;
esac
