#!/usr/bin/env bash
# Bash and curl, against servers that answer as Cloudflare does and as an origin does.
set -euo pipefail

source "$(dirname "$0")/shared/packages.sh"

# 127.0.0.1 is Cloudflare and 127.0.0.2 the origin, both on port 8080; nothing is at 127.0.0.3.
servers() {
    python3 - "$1" <<'END'
import http.server, json, sys, threading
code = sys.argv[1]
number = "1016" if code == "530" else code
status = int(code) if len(code) == 3 else 403
pages = {
    "/json": ("application/problem+json", json.dumps(
        {"title": "Error " + number, "status": status, "error_code": int(number), "cloudflare_error": True})),
    "/spaced": ("application/problem+json", json.dumps({"error_code": int(number)}, indent=2)),
    "/html": ("text/html", f'<h1><span>Error</span><span class="cf-error-code">{number}</span></h1><p>Call 555 0100</p>'),
    "/label": ("text/html", f'<h1><span>Failed</span><span class="code-label">Error code {number}</span></h1>'),
    "/span": ("text/html", f'<h1>Failed</h1><span>Error code <span>{number}</span></span>'),
    "/text": ("text/plain", f"error code: {number}"),
    "/other": ("application/problem+json", json.dumps({"status": status, "error_code": 9999})),
    "/passed": ("text/html", "<h1>Sorry</h1>"),
    "/direct": ("application/problem+json", json.dumps({"status": status, "error_code": int(number)})),
}
class Cloudflare(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, text = pages[self.path]
        self.send_response_only(status, "")
        if self.path != "/direct":
            self.send_header("Server", "cloudflare")
            self.send_header("CF-RAY", "9f140b785e57c458-FRA")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())
    def log_message(self, *_): pass
class Origin(Cloudflare):
    def do_GET(self):
        self.send_response_only(204)
        self.end_headers()
threading.Thread(target=http.server.ThreadingHTTPServer(("127.0.0.2", 8080), Origin).serve_forever).start()
http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Cloudflare).serve_forever()
END
}

# expect ENDS WORDS PATH [ORIGIN]
expect() {
    local ends=$1 words=$2 path=$3 ended=0
    shift 3
    said=$(bash check.sh "http://127.0.0.1:8080$path" "$@" 2>&1) || ended=$?
    [ "$ended" = "$ends" ] || { echo "$path: ended with $ended in place of $ends: $said" >&2; exit 1; }
    case $said in *"$words"*) ;; *) echo "$path: $words expected: $said" >&2; exit 1 ;; esac
}

case $1 in
setup)
    installed curl
    ;;
version)
    echo "Bash ${BASH_VERSION%%(*}, $(curl --version | sed -n '1s/^\(curl [0-9.]*\).*/\1/p')"
    ;;
build)
    ;;
run)
    cd "$2"
    code=$(basename "$2")
    code=${code#cloudflare-}
    servers "$code" &
    trap 'kill %1' EXIT
    for address in 127.0.0.1 127.0.0.2; do
        until (: <"/dev/tcp/$address/8080") 2>/dev/null; do sleep 0.05; done
    done

    for path in /json /spaced /html /label /span /text; do
        expect 0 "Cloudflare itself says $code" $path
    done
    expect 1 "with 9999: this is no $code" /other
    expect 1 "with no number: this is no $code" /passed
    expect 1 'not through Cloudflare' /direct
    expect 0 '204 after' /json 127.0.0.2
    expect 0 'curl ended with 7' /json 127.0.0.3
    bash check.sh http://127.0.0.1:8080/json 127.0.0.2
    ;;
esac
