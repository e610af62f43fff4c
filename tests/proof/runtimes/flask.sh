#!/usr/bin/env bash
# Flask, served by Waitress, in a virtual environment.
set -euo pipefail

packages=(flask==3.1.3 werkzeug==3.1.9 waitress==3.0.2)
versions=(Flask=flask Waitress=waitress)
command=(waitress-serve --port 8080 app:app)
source "$(dirname "$0")/shared/venv.sh"
