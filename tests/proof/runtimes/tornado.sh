#!/usr/bin/env bash
# The HTTP client of Tornado, in a virtual environment.
set -euo pipefail

packages=(tornado==6.6.1)
versions=(Tornado=tornado)
command=(python reproduce.py)
source "$(dirname "$0")/shared/venv.sh"
