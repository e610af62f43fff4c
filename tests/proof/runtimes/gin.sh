#!/usr/bin/env bash
# Gin: one module, with a program for each snippet.
set -euo pipefail

title=Gin
modules=(github.com/gin-gonic/gin@v1.12.0 github.com/gorilla/websocket@v1.5.3)
source "$(dirname "$0")/shared/go.sh"
