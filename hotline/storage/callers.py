"""Callers: found again by the keyed hash of their phone or by the other system's identifier,
never by name.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.models import Caller
from hotline.domain.reports import IncomingReport
from hotline.storage.bulk import Bulk, rows_with, take_ids
from hotline.storage.rows import new_row
from hotline.storage.vault import Vault

# An identifier such as A000102948 names one person in the other system; 张三 may be many people.
IDENTIFIER = re.compile(r"(?=.*\d)[A-Za-z0-9_.:-]{4,60}")
COLUMNS = ("id", "phone_key", "external")

Keys = tuple[str | None, str | None]  # of the phone, of the identifier
CallersByKey = dict[tuple[str, str | None], Caller]


def find_or_add_callers(
    bulk: Bulk, vault: Vault, reports: Iterable[IncomingReport], now: datetime
) -> list[Caller | None]:
    """The caller of each report, in order, with an `id`; anonymous reports have none."""
    reports = list(reports)
    keys = [_keys(vault, report) for report in reports]
    known, new = _known(bulk.connection, keys), list[Caller]()
    callers: list[Caller | None] = []
    for report, (phone_key, external) in zip(reports, keys, strict=True):
        # A phone that nobody knows is another caller's, whatever they reported by.
        known_by = ("phone", phone_key) if report.phone else ("external", external)
        caller = known.get(known_by)
        if caller is None and report.identity != "anonymous" and _tells_who(report):
            is_free = ("external", external) not in known
            caller = _new(vault, report, (phone_key, external if is_free else None), now)
            new.append(caller)
            _note(known, caller)
        callers.append(caller if report.identity != "anonymous" else None)
    for caller, caller_id in zip(new, take_ids(bulk.connection, Caller, len(new)), strict=True):
        caller.id = caller_id
    bulk.add_all(new)
    bulk.flush()
    return callers


def openid_text(openid: str) -> str:
    """What is hashed to find who is known by an openid."""
    return f"openid:{openid}"


def _tells_who(report: IncomingReport) -> bool:
    names = (report.caller, report.phone, report.openid, report.proxy, report.enterprise)
    return any(names)


def _keys(vault: Vault, report: IncomingReport) -> Keys:
    """An openid names one caller, also beside a phone."""
    if report.openid:
        return vault.key_of(report.phone), vault.key_of(openid_text(report.openid))
    has_identifier = not report.phone and IDENTIFIER.fullmatch(report.caller)
    identifier = f"{report.channel}:{report.caller}" if has_identifier else ""
    return vault.key_of(report.phone), vault.key_of(identifier)


def _known(connection: Connection, keys: list[Keys]) -> CallersByKey:
    known: CallersByKey = {}
    for place, column in enumerate(("phone_key", "external")):
        values = sorted({key for pair in keys if (key := pair[place])})
        for row in rows_with(connection, Caller, COLUMNS, column, values):
            _note(known, new_row(Caller, **dict(zip(COLUMNS, row, strict=True))))
    return known


def _note(known: CallersByKey, caller: Caller) -> None:
    for kind, key in (("phone", caller.phone_key), ("external", caller.external)):
        if key:
            known[kind, key] = caller


def _new(vault: Vault, report: IncomingReport, keys: Keys, now: datetime) -> Caller:
    return new_row(
        Caller,
        kind=report.caller_kind,
        phone_key=keys[0],
        external=keys[1],
        name=vault.encrypt(report.caller),
        phone=vault.encrypt(report.phone),
        created_at=now,
    )
