#!/usr/bin/env bash
# Apache httpd as the system packages it, without root rights.
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
    command -v apache2 >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends apache2 >&2; }
    ;;
version)
    apache2 -v | sed -n 's/.*Apache\/\([0-9.]*\).*/Apache httpd \1/p'
    ;;
build)
    ;;
run)
    cd "$2"
    # The commands that the snippet itself asks for.
    sed -n 's/^ *# \$ //p' httpd.conf | bash -e
    # For a second after a change the ETag of a file is a weak one.
    if [ -d www ]; then touch -d '1 minute ago' www/*; fi
    if grep -q :3000 httpd.conf; then
        backend &
        until (: </dev/tcp/127.0.0.1/3000) 2>/dev/null; do sleep 0.05; done
    fi
    exec "${ordinary[@]}" apache2 -d /usr/lib/apache2 -f "$PWD/httpd.conf" -C "PidFile $PWD/httpd.pid" \
        -C 'ErrorLog /dev/stderr' -DFOREGROUND
    ;;
esac
