"""How to reach a cluster, read from one line of settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def client_options(address: str) -> dict[str, Any]:
    """Client options of
    `https://user:password@host:9200,https://host2:9200?ca=/etc/ca.pem&index=hotline`.

    A user named `apikey` gives an API key instead of a password. `index` is read by `index_prefix`.
    """
    places, _, options_text = address.partition("?")
    parts = [urlsplit(place.strip()) for place in places.split(",")]
    hosts = [
        f"{part.scheme}://{part.hostname}:{part.port or 9200}{part.path.rstrip('/')}"
        for part in parts
    ]
    options: dict[str, Any] = {"hosts": hosts}
    if (ca := parse_qs(options_text).get("ca")) is not None:
        options["ca_certs"] = ca[0]
    user, password = (unquote(text or "") for text in (parts[0].username, parts[0].password))
    if user == "apikey":
        options["api_key"] = password
    elif user:
        options["basic_auth"] = (user, password)
    return options


def index_prefix(address: str) -> str:
    """What the names of all our indexes begin with, `hotline` unless the address says otherwise."""
    return parse_qs(address.partition("?")[2]).get("index", ["hotline"])[0]
