"""A pytest plugin: the fixtures with which Requests' tests find httpbin, for a server that runs already."""

import os
from urllib.parse import urlsplit

import pytest


class Served:
    """As much of pytest-httpbin's server as the tests use."""

    def __init__(self, url):
        self.url = url
        parts = urlsplit(url)
        self.host, self.port = parts.hostname, parts.port

    def __add__(self, path):
        return self.url + path

    def join(self, path):
        return f"{self.url}/{path.lstrip('/')}"


@pytest.fixture(scope="session")
def httpbin():
    return Served(os.environ["HTTPDEX_URL"])


@pytest.fixture(scope="session")
def httpbin_secure():
    return Served(os.environ["HTTPDEX_SECURE_URL"])


@pytest.fixture(scope="session")
def httpbin_ca_bundle():
    return os.environ["HTTPDEX_CA"]
