#!/usr/bin/env python3
"""Makes the captures in this folder that programs write: what curl, Wget and HTTPie print of a server on loopback.

  make.py [--http PATH] [NAME…]

Each is the output of one command; the port of the server is written as 8080, and the dates are ones that stay. The
others are written by hand, as the tools of browsers copy header sections, and as the HTTP Archive 1.2 format has it.
"""
import os, re, socket, subprocess, sys, threading
from pathlib import Path

DATE = "Date: Sun, 22 Nov 2026 14:03:07 GMT"
PAGE = b"<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n"


def head(status, *fields):
    return "\r\n".join([f"HTTP/1.1 {status}", DATE, *fields, "", ""]).encode()


def answer(method, path, headers):
    """The bytes of the answer to a request."""
    if path == "/moved":
        return head("301 Moved Permanently", "Location: /found", "Content-Length: 6") + b"Moved\n"
    if path == "/found":
        return head("302 Found", "Location: /json", "Content-Length: 0")
    if path == "/json":
        return head("200 OK", "Content-Type: application/json", "Cache-Control: max-age=300", "Content-Length: 17") + b'{"answer": "yes"}'
    if path == "/unavailable":
        fields = ["Retry-After: soon", "Cache-Control: no-store, max-age=60", "Content-Type: text/html", f"Content-Length: {len(PAGE)}"]
        return head("503 Service Unavailable", *fields) + (b"" if method == "HEAD" else PAGE)
    if path == "/chunked":
        return head("200 OK", "Content-Type: text/plain", "Transfer-Encoding: chunked", "Trailer: Server-Timing") + (
            b"6\r\nHello,\r\n7;x=y\r\n world\n\r\n0\r\nServer-Timing: total;dur=12\r\n\r\n")
    if path == "/hints":
        return b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + head("200 OK", "Content-Type: text/plain", "Content-Length: 3") + b"ok\n"
    if path == "/odd":
        return (f"HTTP/1.1 200\r\nServer : odd\r\n{DATE}\nX-Long: one\r\n two\r\nno colon here\r\nContent-Length: 4\r\n\r\nfour").encode()
    if path == "/cut":
        return head("200 OK", "Content-Type: text/plain", "Content-Length: 20") + b"ten bytes\n"
    if path == "/gzip":
        import gzip
        data = gzip.compress(b"Hello, world\n" * 20, mtime=0)
        return head("200 OK", "Content-Type: text/plain", "Content-Encoding: gzip", f"Content-Length: {len(data)}") + data
    if path == "/upload":
        return head("201 Created", "Location: /thing/1", "Content-Length: 0")
    return head("404 Not Found", "Content-Type: text/plain", "Content-Length: 10") + (b"" if method == "HEAD" else b"not found\n")


def serve(listener):
    while True:
        client, _ = listener.accept()
        threading.Thread(target=talk, args=(client,), daemon=True).start()


def talk(client):
    with client, client.makefile("rb") as read:
        while line := read.readline():
            method, path, _ = line.decode().split(" ", 2)
            headers = {}
            while (field := read.readline().strip()):
                name, _, value = field.decode().partition(":")
                headers[name.lower()] = value.strip()
            if headers.get("expect") == "100-continue":
                client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            read.read(int(headers.get("content-length", 0)))
            client.sendall(answer(method, path, headers))
            if path in ("/odd", "/cut"):
                break


def main():
    http = "http"
    names = sys.argv[1:]
    if names[:1] == ["--http"]:
        http, names = names[1], names[2:]
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    post = ["--json", '{"a":1}']
    captures = {
        "raw-chunked.http": ["curl", "-si", "--raw", url + "/chunked"],
        "raw-odd.http": ["sh", "-c", f"printf 'GET /odd HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n' | curl -s telnet://127.0.0.1:{port}"],
        "curl-i.txt": ["curl", "-si", url + "/unavailable"],
        "curl-i-chunked.txt": ["curl", "-si", url + "/chunked"],
        "curl-i-hints.txt": ["curl", "-si", url + "/hints"],
        "curl-i-compressed.txt": ["curl", "-si", "--compressed", url + "/gzip"],
        "curl-head.txt": ["curl", "-sI", url + "/unavailable"],
        "curl-il.txt": ["curl", "-sil", "-L", url + "/moved"],
        "curl-v.txt": ["curl", "-sv", url + "/unavailable"],
        "curl-v-meter.txt": ["curl", "-v", url + "/unavailable"],
        "curl-v-null.txt": ["curl", "-v", "-o", "/dev/null", url + "/unavailable"],
        "curl-vl.txt": ["curl", "-svL", url + "/moved"],
        "curl-v-post.txt": ["curl", "-sv", *post, url + "/upload"],
        "curl-v-cut.txt": ["curl", "-Ssv", url + "/cut"],
        "curl-vi.txt": ["curl", "-svi", url + "/json"],
        "curl-v-head.txt": ["curl", "-svI", url + "/unavailable"],
        "wget-S.txt": ["wget", "--no-config", "-S", "-O", "/dev/null", url + "/moved"],
        "wget-S-error.txt": ["wget", "--no-config", "-S", "-O", "/dev/null", "--tries=1", url + "/unavailable"],
        "wget-qS.txt": ["wget", "--no-config", "-qS", "-O", "-", url + "/json"],
        "wget-d.txt": ["wget", "--no-config", "-d", "-O", "/dev/null", url + "/json"],
        "httpie-v.txt": [http, "--ignore-stdin", "-v", url + "/json"],
        "httpie-pretty.txt": [http, "--ignore-stdin", "-v", "--pretty=format", url + "/json"],
        "httpie-all.txt": [http, "--ignore-stdin", "-v", "--follow", "--all", url + "/moved"],
        "httpie-hb.txt": [http, "--ignore-stdin", "--print=hb", url + "/unavailable"],
        "httpie-h.txt": [http, "--ignore-stdin", "--print=h", url + "/unavailable"],
        "httpie-post.txt": [http, "--ignore-stdin", "--print=HhBb", "POST", url + "/upload", "a:=1"],
    }
    for name, command in captures.items():
        if names and name not in names:
            continue
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, timeout=20)
        data = done.stdout.replace(str(port).encode(), b"8080")
        data = re.sub(rb"\n2026-\d\d-\d\d \d\d:\d\d:\d\d ", b"\n2026-11-22 14:03:07 ", data)
        data = re.sub(rb"--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--", b"--2026-11-22 14:03:07--", data)
        Path(__file__).with_name(name).write_bytes(data)
        print(name, len(data), "bytes")


main()
