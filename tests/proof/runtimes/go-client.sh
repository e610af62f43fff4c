#!/usr/bin/env bash
# Go's net/http as a client: one module, with a program for each snippet.
set -euo pipefail

modules=()
source "$(dirname "$0")/shared/go.sh"
