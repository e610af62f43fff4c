#!/usr/bin/env bash
# Fastify, with the packages that its snippets use.
set -euo pipefail

packages=(fastify@5.12.8 @fastify/etag@6.2.0 @fastify/static@10.1.11 @fastify/websocket@11.3.6)
describe() {
    echo "Fastify $(version fastify), Node.js $(node -p process.versions.node)"
}
source "$(dirname "$0")/shared/npm.sh"
