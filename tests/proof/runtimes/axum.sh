#!/usr/bin/env bash
# axum: one package, with a program for each snippet.
set -euo pipefail

crate=axum
title=axum
dependencies='axum = { version = "=0.8.9", features = ["ws"] }
serde_json = "1"
tokio = { version = "1", features = ["full"] }'
source "$(dirname "$0")/shared/cargo.sh"
