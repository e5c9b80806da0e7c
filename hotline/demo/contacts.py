"""One contact of one caller with the hotline, before anybody at the hotline has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

from hotline.demo.callers import Callers, Person
from hotline.demo.material import DemoMatter, DemoQuestion, matters, phrases, questions
from hotline.demo.seasons import fits
from hotline.demo.town import Town, TownSpot, fill, slots_of

CHANNELS = {
    "phone": 86,
    "web": 5,
    "wechat": 6,
    "app": 2.2,
    "letter": 0.3,
    "visit": 0.3,
    "transfer": 0.2,
}
IDENTITIES = {"real": 92, "hidden": 5, "anonymous": 3}
# request types of what is not a plain question; with the questions: 咨询 46, 求助 24, 投诉 20, 举报
# 4, 建议 4 of a hundred
CONSULT_SHARE = 0.49
TYPE_WEIGHTS = {
    "help": 1.05,
    "complaint": 0.72,
    "report": 0.62,
    "suggestion": 1.15,
    "praise": 1.0,
    "other": 5.0,
}
EMERGENCY = 0.26
ASIDE, MAIN_FIRST = 0.14, 0.7


@dataclass(frozen=True)
class DemoContact:
    """`truth` is the category that an attentive person would choose; `answer` what the front
    desk can say at once.

    story     which event it belongs to, "" for daily life
    repeats   the caller has reported the same before
    halt      where today's work leaves it, "" for wherever the year ends
    """

    at: datetime
    truth: str
    data: dict[str, Any]
    person: Person
    answer: str = ""
    story: str = ""
    repeats: bool = False
    halt: str = ""
    spot: TownSpot | None = field(default=None, compare=False)


class Writer:
    """Writes contacts as callers and agents would."""

    def __init__(self, random: Random, town: Town, callers: Callers) -> None:
        self.random = random
        self.town = town
        self.callers = callers

    def ordinary(self, at: datetime) -> DemoContact:
        """Daily life: a question or a matter of this season and hour."""
        if self.random.random() < CONSULT_SHARE:
            return self.question(at)
        weights = [matter.weight * fits(matter.season, matter.hour, at) for matter in matters()]
        return self.matter(at, self.random.choices(matters(), weights)[0])

    def question(self, at: datetime) -> DemoContact:
        weights = [question.weight for question in questions()]
        chosen: DemoQuestion = self.random.choices(questions(), weights)[0]
        spot = self.town.draw(self.random, ("estate", "estate", "village", "road"))
        slots = slots_of(self.random, spot, at)
        ask = self.random.choice(chosen.asks)
        title, text, answer = (fill(line, slots) for line in (ask.title, ask.text, ask.answer))
        data = self._data(title, text, "consult", "normal", "")
        return self._contact(at, chosen.code, data, answer=answer, spot=spot)

    def matter(
        self, at: datetime, matter: DemoMatter, spot: TownSpot | None = None, story: str = ""
    ) -> DemoContact:
        urgent = bool(matter.emergencies) and self.random.random() < EMERGENCY
        line = self.random.choice(matter.emergencies if urgent else matter.facts)
        spot = spot or self.town.draw(self.random, line.kinds or matter.kinds)
        slots = slots_of(self.random, spot, at)
        fact = fill(line.text, slots)
        kind = "help" if urgent else self._kind(matter)
        trouble = self._phrase("consequence", slots) if kind in ("help", "complaint") else ""
        if not urgent and not story and self.random.random() < ASIDE:
            fact = self._with_aside(fact, at, spot)
        text = (
            self._phrase("opening", slots)
            + fact
            + "。"
            + trouble
            + self._phrase(f"want_{kind}", slots)
        )
        title = fill(line.title, slots)
        level = self.random.choice(("urgent", "urgent", "critical")) if urgent else "normal"
        return self._contact(
            at,
            matter.code,
            self._data(title, text, kind, level, slots["址"]),
            spot=spot,
            story=story,
        )

    def _with_aside(self, fact: str, at: datetime, spot: TownSpot) -> str:
        """People tell of two things at once, and the one that they want is not always the first."""
        other = self.random.choice(
            [
                line
                for matter in matters()
                for line in matter.facts
                if spot.kind in (line.kinds or matter.kinds)
            ]
        )
        aside = fill(other.text, slots_of(self.random, spot, at))
        both = [fact, aside] if self.random.random() < MAIN_FIRST else [aside, fact]
        return "。另外，".join(both)

    def again(self, first: DemoContact, at: datetime) -> DemoContact:
        """The same caller about the same matter."""
        opening = self.random.choice(phrases()["opening_repeat"])
        data = first.data | {
            "text": opening + first.data["text"],
            "channel": self._choose(CHANNELS),
        }
        return replace(first, at=at, data=data, repeats=True, halt="", answer="")

    def _kind(self, matter: DemoMatter) -> str:
        return self._choose(
            {kind: share * TYPE_WEIGHTS.get(kind, 1.0) for kind, share in matter.types.items()}
        )

    def _data(self, title: str, text: str, kind: str, urgency: str, address: str) -> dict[str, Any]:
        identity = self._choose(
            {"real": 30, "hidden": 50, "anonymous": 20} if kind == "report" else IDENTITIES
        )
        return {
            "title": title,
            "text": text,
            "request_type": kind,
            "urgency": urgency,
            "address": address,
            "identity": identity,
            "channel": self._choose(CHANNELS),
        }

    def _contact(self, at: datetime, truth: str, data: dict[str, Any], **more: Any) -> DemoContact:
        return DemoContact(at=at, truth=truth, data=data, person=self.callers.draw(), **more)

    def _phrase(self, name: str, slots: dict[str, str]) -> str:
        return fill(self.random.choice(phrases().get(name, [""])), slots)

    def _choose(self, weights: Mapping[str, float]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]
