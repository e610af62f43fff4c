#!/usr/bin/env bash
# FastAPI, served by Uvicorn, in a virtual environment.
set -euo pipefail

packages=(fastapi==0.165.0 starlette==1.10.0 "uvicorn[standard]==0.54.0")
versions=(FastAPI=fastapi Uvicorn=uvicorn)
command=(uvicorn main:app --port 8080)
source "$(dirname "$0")/shared/venv.sh"
