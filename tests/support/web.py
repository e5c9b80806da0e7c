"""The application as somebody sees it over HTTP: a client for each of the cast."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from hotline.city.loading import current_city, load_pack
from hotline.city.pack_reading import read_pack_texts
from hotline.domain.models import Staff
from hotline.domain.roles import Actor
from hotline.people.sessions import open_session_of
from tests.support.cast import Cast

PLAIN = "有个事情想反映一下，麻烦处理。"
# A hash as cheap as those of tests: at the shipped cost each try takes a quarter of a second.
NOBODY_KNOWS = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$" + "A" * 43


@dataclass
class Web:
    """`as_` gives the headers by which one of the cast is signed in; `post` and `get` speak for
    them.
    """

    app: Litestar
    client: TestClient
    cast: Cast
    now: datetime

    def as_(self, name: str) -> dict[str, str]:
        if name == "nobody":
            return {}
        actor: Actor = getattr(self.cast, name)
        return {"Authorization": f"Bearer {self._token(actor)}"}

    def get(self, who: str, path: str, **params: Any) -> Any:
        return self.client.get(path, params=params, headers=self.as_(who))

    def post(self, who: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(
            path, json={} if body is None else body, headers=self.as_(who) | headers
        )

    def report(self, text: str = PLAIN, **fields: Any) -> str:
        """The number of a new ticket in triage, taken by the agent."""
        answer = self.post("agent", "/api/v1/reports", {"text": text, **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()["ticket_no"]

    def act(self, who: str, no: str, noun: str, **body: Any) -> Any:
        return self.post(who, f"/api/v1/tickets/{no}/{noun}", body)

    def ticket_at(self, point: str) -> str:
        """The number of a ticket that has come as far as `point`: a status of the main path."""
        no = self.report()
        for status, who, noun, body in WAY:
            if point == "triage":
                return no
            answer = self.act(who, no, noun, **body)
            assert answer.status_code == 201, answer.text
            if status == point:
                return no
        raise AssertionError(point)

    def load_city(self, **settings: Any) -> None:
        """Load the city's own pack again, with these settings of city.toml."""
        with self.app.state.database.writing() as session:
            files = dict(current_city(session).files)
            for name, value in settings.items():
                line = re.compile(rf"^{name} = \S+", re.MULTILINE)
                files["city.toml"], changed = line.subn(f"{name} = {value}", files["city.toml"])
                assert changed == 1, name
            reading = read_pack_texts(files, today=self.now.date())
            assert reading.pack, reading.faults
            load_pack(session, reading.pack, now=self.now)
        self.app.state.desks.look_again()

    def _token(self, actor: Actor) -> str:
        with self.app.state.database.writing() as session:
            staff = _staff(session, actor, self.now)
            return open_session_of(session, staff, self.now).token


REPLY = {"result": "solved", "handling": "已到现场查处。", "public_answer": "您反映的问题已整改。"}
RETURN = {"code": "not_our_duty", "reason": "不属街道职责", "basis": "派单目录"}
WAY: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("dispatched", "dispatcher", "dispatches", {"unit": "990102001"}),
    ("accepted", "street_clerk", "acceptances", {}),
    ("in_progress", "street_clerk", "contacts", {"way": "phone", "note": "已通话"}),
    ("replied", "street_clerk", "replies", REPLY),
    ("callback", "reviewer", "reviews", {"decision": "pass"}),
    (
        "closed",
        "reviewer",
        "callbacks",
        {"way": "phone", "reached": True, "solved": True, "rating": 5},
    ),
)


def _staff(session: Any, actor: Actor, now: datetime) -> Staff:
    from hotline.storage.staff import staff_of

    staff = staff_of(session, actor.login)
    if staff is None:
        staff = Staff(
            login=actor.login,
            name=actor.login,
            role=actor.role,
            unit=actor.unit,
            password=NOBODY_KNOWS,
            created_at=now,
        )
        session.add(staff)
        session.flush()
    return staff
