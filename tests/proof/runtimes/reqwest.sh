#!/usr/bin/env bash
# reqwest: one package, with a program for each snippet. TLS is left out: nothing here needs it, and it takes long to build.
set -euo pipefail

crate=reqwest
title=reqwest
dependencies='base64 = "0.23"
httpdate = "1"
rand = "0.10"
reqwest = { version = "=0.13.5", default-features = false, features = ["charset", "json"] }
serde_json = "1"
tokio = { version = "1", features = ["full"] }'
source "$(dirname "$0")/shared/cargo.sh"
