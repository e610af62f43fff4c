"""Asks for a URL with HTTPX as the one argument says, and prints what went wrong as JSON."""

import asyncio
import contextlib
import json
import os
import ssl
import sys

import httpx

ask = json.loads(sys.argv[1])


def said(error):
    kind = type(error)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    name = module + kind.__qualname__
    return name, f"{name}: {error}" if str(error) else name


options = {"http2": ask.get("http2", False), "follow_redirects": True}
seconds = lambda key: ask[key] / 1000 if key in ask else None
options["timeout"] = httpx.Timeout(None, connect=seconds("connect_timeout"), read=seconds("timeout"))
if "ca" in ask:
    context = ssl.create_default_context(cafile=ask["ca"])
    if "crl" in ask:
        context.load_verify_locations(ask["crl"])
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    options["verify"] = context
if "proxy" in ask:
    options["proxy"] = ask["proxy"]


async def get(client):
    if ask.get("upload"):
        return await client.post(ask["url"], content=b"x" * ask["upload"])
    return await client.get(ask["url"])


async def main():
    if "pool" in ask:
        options["limits"] = httpx.Limits(max_connections=1)
        options["timeout"] = httpx.Timeout(None, pool=ask["pool"] / 1000)
    async with httpx.AsyncClient(**options) as client:
        if "pool" in ask:
            first = asyncio.create_task(client.get(ask["url"]))
            try:
                return await client.get(ask["url"])
            finally:
                first.cancel()
        if ask.get("exhaust"):
            # Its modules are loaded first.
            with contextlib.suppress(httpx.HTTPError):
                await get(client)
        while ask.get("exhaust"):
            try:
                files.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                break
        task = asyncio.create_task(get(client))
        if "cancel" in ask:
            await asyncio.sleep(ask["cancel"] / 1000)
            task.cancel()
        return await task


files = []
try:
    response = asyncio.run(main())
    told = {"answer": f"{response.status_code} {response.reason_phrase}, {len(response.content)} bytes"}
except BaseException as error:
    name, message = said(error)
    told = {"message": message, "class": name}
for file in files:
    os.close(file)
print(json.dumps(told))
