"""[bulletins] of city.toml: when bulletins are drafted, until when somebody should have signed
them, and who gets the signed ones.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from hotline.city.toml_reading import Section
from hotline.domain.bulletins import REGULAR, BulletinKind
from hotline.domain.notice_rules import OF_CENTRE
from hotline.domain.time.limits import Limit, parse_limit

HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
FIELDS = ("draft_at", "kinds", "sign_within", "receivers")
KINDS = (BulletinKind.DAILY, BulletinKind.WEEKLY, BulletinKind.MONTHLY)
MOST = 50
SIGN_WITHIN = parse_limit("4ch")


@dataclass(frozen=True, slots=True)
class BulletinRules:
    """`kinds` are drafted at `draft_at` of the day after their period; who has not signed after
    `sign_within` is told; `receivers` are roles of the centre and codes of units.
    """

    draft_at: time = time(7)
    kinds: tuple[BulletinKind, ...] = KINDS
    sign_within: Limit = SIGN_WITHIN
    receivers: tuple[str, ...] = ("leader", "supervisor")


USUAL_BULLETINS = BulletinRules()


def read_bulletins(section: Section) -> BulletinRules:
    section.only(FIELDS)
    usual = USUAL_BULLETINS
    kinds = _texts(section, "kinds", usual.kinds)
    if unknown := [kind for kind in kinds if kind not in REGULAR]:
        section.fault("kinds", f"中的“{unknown[0][:40]}”不可用", f"可用：{'、'.join(REGULAR)}")
    return BulletinRules(
        draft_at=_hour(section),
        kinds=tuple(kind for kind in REGULAR if kind in kinds),
        sign_within=section.limit("sign_within", usual.sign_within),
        receivers=_texts(section, "receivers", usual.receivers),
    )


def check_receivers(top: Section, receivers: Collection[str], units: Collection[str]) -> None:
    """Once the units of the pack are known."""
    if unknown := [name for name in receivers if name not in OF_CENTRE and name not in units]:
        top.fault(
            "",
            f"[bulletins] receivers 中的“{unknown[0][:40]}”既不是岗位也不是单位编码",
            f"请填 {'、'.join(OF_CENTRE)} 或 units.csv 中的编码",
        )


def _texts(section: Section, key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    value = section.values.get(key)
    if value is None:
        return usual
    if (
        not isinstance(value, list)
        or len(value) > MOST
        or not all(isinstance(text, str) for text in value)
    ):
        section.fault(
            key, f"应为文字的列表，最多 {MOST} 项", f'请写成 {key} = ["{usual[0]}"]，没有的写 []'
        )
        return usual
    return tuple(dict.fromkeys(text.strip() for text in value if text.strip()))


def _hour(section: Section) -> time:
    text = section.text("draft_at", f"{USUAL_BULLETINS.draft_at:%H:%M}")
    if not HOUR.fullmatch(text):
        section.fault(
            "draft_at", "不是时刻", '请写成 draft_at = "07:00"；不自动起草的填 kinds = []'
        )
        return USUAL_BULLETINS.draft_at
    return time.fromisoformat(text)
