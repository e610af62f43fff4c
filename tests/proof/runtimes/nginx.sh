#!/usr/bin/env bash
# nginx as the system packages it, without root rights.
set -euo pipefail

# The user that root is in a namespace of the runner may not change to another: map it to one instead.
ordinary=()
[ "$(id -u)" != 0 ] || ordinary=(unshare --user --map-user=65534 --map-group=65534)

# A WebSocket server on port 3000, for the snippet that forwards to one.
backend() {
    python3 -c '
import base64, hashlib, http.server
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response_only(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        self.rfile.read()
http.server.ThreadingHTTPServer(("127.0.0.1", 3000), Handler).serve_forever()'
}

case $1 in
setup)
    command -v nginx >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends nginx >&2; }
    # The first start by root makes the folders for temporary files.
    [ "$(id -u)" != 0 ] || nginx -t -q
    ;;
version)
    nginx -v 2>&1 | sed 's/.*nginx\//nginx /'
    ;;
build)
    ;;
run)
    cd "$2"
    # The commands that the snippet itself asks for.
    sed -n 's/^ *# \$ //p' nginx.conf | bash -e
    if grep -q :3000 nginx.conf; then
        backend &
        until (: </dev/tcp/127.0.0.1/3000) 2>/dev/null; do sleep 0.05; done
    fi
    exec "${ordinary[@]}" nginx -p . -c nginx.conf -e stderr -g 'daemon off; pid nginx.pid;'
    ;;
esac
