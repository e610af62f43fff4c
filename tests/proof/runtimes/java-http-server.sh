#!/usr/bin/env bash
# The HTTP server of the JDK: nothing to install but the runtime.
set -euo pipefail

case $1 in
setup)
    command -v javac >/dev/null || { echo "javac is missing: install JDK 17 or newer" >&2; exit 1; }
    ;;
version)
    java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/OpenJDK \1/p'
    ;;
build)
    ;;
run)
    cd "$2"
    # The source is compiled in memory each time: the quick compiler is enough for that.
    exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC Main.java
    ;;
esac
