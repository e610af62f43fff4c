#!/usr/bin/env bash
# Requests, in a virtual environment.
set -euo pipefail

packages=(requests==2.34.2 urllib3==2.8.0)
versions=(Requests=requests urllib3=urllib3)
command=(python call.py)
source "$(dirname "$0")/shared/venv.sh"
