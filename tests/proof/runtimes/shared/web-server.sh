# What the snippet of a web server needs before it starts, without root rights. To be sourced.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"
source "$(dirname "${BASH_SOURCE[0]}")/ordinary.sh"

# Runs the commands that a configuration asks for, and starts the server on port 3000 that it forwards to, if it does.
prepare() {
    sed -n 's/^ *# \$ //p' "$1" | bash -e
    if grep -q :3000 "$1"; then
        websocket &
        until (: </dev/tcp/127.0.0.1/3000) 2>/dev/null; do sleep 0.05; done
    fi
}

# A WebSocket server on port 3000.
websocket() {
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
