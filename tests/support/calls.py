"""Calls as phone systems tell them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hotline.people.access_tokens import add_token
from tests.support.web import Web

PHONE = "13800001234"
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Cti:
    """A phone system that sends to the hotline: JSON from a mapping, a form from a text."""

    def __init__(self, web: Web, name: str = "pbx", **limits: Any) -> None:
        self.web = web
        with web.app.state.database.writing() as session:
            self.token = add_token(session, name, "cti", web.now, by="admin", **limits)

    def send(self, body: Any, after: int = 0) -> Any:
        """The answer to one event, `after` seconds from now on."""
        self.web.now += timedelta(seconds=after)
        path = f"/api/v1/cti/{self.token}"
        if isinstance(body, dict):
            return self.web.client.post(path, json=body)
        return self.web.client.post(path, content=body, headers=FORM)

    def call(self, call_id: str, *, phone: str = PHONE, agent: str = "", waits: int = 5) -> None:
        """A call to the hotline, answered after `waits` seconds by `agent`, if they are named."""
        self.event("newCall", call_id, phone=phone, queue="hotline")
        if agent:
            self.event("answer", call_id, waits, phone=phone, user=agent)
        else:
            self.event("hangup", call_id, waits, phone=phone, cause="cancel")

    def hang_up(self, call_id: str, after: int = 60, *, phone: str = PHONE) -> None:
        self.event("hangup", call_id, after, phone=phone, cause="normalClearing")

    def event(self, name: str, call_id: str, after: int = 0, *, phone: str, **fields: str) -> None:
        base = {"event": name, "from": phone, "to": "12345", "direction": "in", "callId": call_id}
        answer = self.send(base | fields, after)
        assert (answer.status_code, type(answer.json())) == (200, dict), answer.text

    def calls(self, who: str = "supervisor", **params: str) -> list[dict[str, Any]]:
        answer = self.web.get(who, "/api/v1/calls", **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["calls"]


def at(event: Any, moment: datetime) -> Any:
    """The same event, come at another moment."""
    return replace(event, at=moment)
