"""Accounts with a known password, and signing in to them from an address."""

from typing import Any
from unittest.mock import patch

from hotline.people.staff import add_staff
from tests.support.web import Web

SECRET = "river basket 9 Tuesday"
HERE, ELSEWHERE = "10.0.0.7", "203.0.113.5"


def hire(web: Web, login: str = "liuyang", role: str = "agent", **fields: Any) -> None:
    with web.app.state.database.writing() as session:
        add_staff(session, login, "刘洋", role, SECRET, web.now, **{"temporary": False, **fields})


def sign_in(
    web: Web, login: str = "liuyang", password: str = SECRET, *, address: str = HERE, code: str = ""
) -> Any:
    """The answer to a sign-in whose connection comes from this address."""
    body = {"login": login, "password": password, "code": code}
    with patch("hotline.web.sessions.address_of", lambda _: address):
        return web.client.post("/api/v1/sessions", json=body)


def bearer(web: Web, token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
