#!/usr/bin/env bash
# Express, with the packages that its snippets use.
set -euo pipefail

packages=(express@5.3.0 ws@8.23.0)
describe() {
    echo "Express $(version express), Node.js $(node -p process.versions.node)"
}
source "$(dirname "$0")/shared/npm.sh"
