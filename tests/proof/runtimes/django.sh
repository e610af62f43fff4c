#!/usr/bin/env bash
# Django, served by Uvicorn, in a virtual environment.
set -euo pipefail

packages=(django==5.2.19 uvicorn==0.54.0)
versions=(Django=django Uvicorn=uvicorn)
command=(uvicorn app:application --port 8080)
source "$(dirname "$0")/shared/venv.sh"
