#!/usr/bin/env bash
# Actix Web: one package, with a program for each snippet.
set -euo pipefail

crate=actix-web
title='Actix Web'
dependencies='actix-files = "=0.7.3"
actix-web = "=4.18.1"
actix-ws = "=0.4.0"
serde_json = "1"'
source "$(dirname "$0")/shared/cargo.sh"
