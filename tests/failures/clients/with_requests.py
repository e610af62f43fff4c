"""Asks for a URL with Requests as the one argument says, and prints what went wrong as JSON."""

import json
import os
import ssl
import sys

import requests
from requests.adapters import HTTPAdapter

ask = json.loads(sys.argv[1])


class Revocation(HTTPAdapter):
    """Asks for the list of revoked certificates too."""

    def init_poolmanager(self, *args, **kwargs):
        context = ssl.create_default_context(cafile=ask["ca"])
        context.load_verify_locations(ask["crl"])
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
        super().init_poolmanager(*args, ssl_context=context, **kwargs)


def said(error):
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return name, f"{name}: {error}"


options = {}
if "timeout" in ask or "connect_timeout" in ask:
    seconds = lambda key: ask[key] / 1000 if key in ask else None
    options["timeout"] = (seconds("connect_timeout"), seconds("timeout"))
if "ca" in ask:
    options["verify"] = ask["ca"]
if "proxy" in ask:
    options["proxies"] = {"http": ask["proxy"], "https": ask["proxy"]}
session = requests.Session()
if "crl" in ask:
    session.mount("https://", Revocation())
files = []
while ask.get("exhaust"):
    try:
        files.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        break
try:
    if ask.get("upload"):
        response = session.post(ask["url"], data=b"x" * ask["upload"], **options)
    else:
        response = session.get(ask["url"], **options)
    told = {"answer": f"{response.status_code} {response.reason}, {len(response.content)} bytes"}
except Exception as error:
    name, message = said(error)
    told = {"message": message, "class": name}
for file in files:
    os.close(file)
print(json.dumps(told))
