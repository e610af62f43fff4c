"""Runs httpbin's own tests against the server at HTTPDEX_URL: each request of its test client is sent there.

Those of UNMET fail against httpbin behind a real server too: they look into its source, or send what only its own
framework can read. All others must pass.
"""

import http.client
import os
import sys
import types
import unittest
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpbin  # noqa: F401, the tests import it too
from werkzeug.test import Client

UNMET = {
    "test_bearer_auth_with_wrong_authorization_type",
    "test_bytes_endpoint_yields_bytes",
    "test_digest_auth_with_wrong_authorization_type",
    "test_post_chunked",
    "test_sources_have_no_invalid_escape_sequences",
}
SERVER = urlsplit(os.environ["HTTPDEX_URL"]).netloc
OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding"}


def relay(environment, start_response):
    """A WSGI application that asks the server."""
    path = environment.get("REQUEST_URI") or quote(environment["PATH_INFO"].encode("latin-1"))
    query = environment.get("QUERY_STRING")
    if query and "?" not in path:
        path = f"{path}?{query}"
    length = int(environment.get("CONTENT_LENGTH") or 0)
    content = environment["wsgi.input"].read(length)
    connection = http.client.HTTPConnection(SERVER, timeout=60)
    connection.putrequest(environment["REQUEST_METHOD"], path, skip_host=True, skip_accept_encoding=True)
    for key, value in environment.items():
        if key.startswith("HTTP_"):
            connection.putheader(key[5:].replace("_", "-").title(), value)
    if environment.get("CONTENT_TYPE"):
        connection.putheader("Content-Type", environment["CONTENT_TYPE"])
    if content:
        connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content or None)
    response = connection.getresponse()
    body = response.read()
    fields = [(name, value) for name, value in response.getheaders() if name.lower() not in OF_THE_CONNECTION]
    start_response(f"{response.status} {response.reason}", fields)
    connection.close()
    return [body]


def main(folder):
    sys.path.insert(0, folder)
    source = Path(folder, "tests", "test_httpbin.py")
    tests = types.ModuleType("test_httpbin")
    tests.__file__ = str(source)
    exec(compile(source.read_text(), str(source), "exec"), tests.__dict__)
    app = types.SimpleNamespace(debug=True, test_client=lambda: Client(relay))
    tests.httpbin = types.SimpleNamespace(app=app)
    with open(os.devnull, "w") as nowhere:
        runner = unittest.TextTestRunner(stream=nowhere)
        result = runner.run(unittest.defaultTestLoader.loadTestsFromModule(tests))
    failed = {test.id().split(".")[-1] for test, _ in result.failures + result.errors}
    print(f"httpbin: {result.testsRun - len(failed)} of {result.testsRun} passed")
    for name in sorted(failed - UNMET):
        print(f"failed: {name}", file=sys.stderr)
    return 1 if failed - UNMET else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
