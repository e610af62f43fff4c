#!/usr/bin/env bash
# Hono, with the packages that its snippets use.
set -euo pipefail

packages=(hono@4.13.19 @hono/node-server@2.1.8 ws@8.23.0)
describe() {
    echo "Hono $(version hono), @hono/node-server $(version @hono/node-server), Node.js $(node -p process.versions.node)"
}
source "$(dirname "$0")/shared/npm.sh"
