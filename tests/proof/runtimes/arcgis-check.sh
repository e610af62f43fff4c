#!/usr/bin/env bash
# Bash, curl and jq, against a server that answers as the ArcGIS REST API does.
set -euo pipefail

source "$(dirname "$0")/shared/packages.sh"

server() {
    python3 -c '
import http.server, json, urllib.parse
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        assert query["f"] == ["json"]
        token = query.get("token", [None])[0]
        refusal = {None: (499, "Token Required"), "old token+": (498, "Invalid Token")}.get(token)
        answer = {"folders": [], "services": []}
        if refusal: answer = {"error": {"code": refusal[0], "message": refusal[1], "details": []}}
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", 8080), Handler).serve_forever()'
}

case $1 in
setup)
    installed curl jq
    ;;
version)
    echo "$(curl --version | sed -n '1s/^\(curl [0-9.]*\).*/\1/p'), $(jq --version | tr - ' ')"
    ;;
build)
    ;;
run)
    cd "$2"
    url=http://127.0.0.1:8080/arcgis/rest/services
    server &
    trap 'kill %1' EXIT
    until (: </dev/tcp/127.0.0.1/8080) 2>/dev/null; do sleep 0.05; done
    case $(basename "$2") in
    *498) is=('old token+') other=() ;;
    *499) is=() other=('old token+') ;;
    esac
    if bash check.sh $url "${other[@]}" || bash check.sh $url fresh; then
        echo "it takes another answer for this one" >&2
        exit 1
    fi
    bash check.sh $url "${is[@]}"
    ;;
esac
