"""Callers: found again by the keyed hash of their phone or by the other system's identifier, never by name."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session

from hotline.domain.models import Caller
from hotline.domain.reports import IncomingReport
from hotline.storage.bulk import Draft, number
from hotline.storage.vault import Vault

# An identifier such as A000102948 names one person in the other system; 张三 may be many people.
IDENTIFIER = re.compile(r"(?=.*\d)[A-Za-z0-9_.:-]{4,60}")


Keys = tuple[str | None, str | None]
_TABLE: Any = Caller.__table__  # type: ignore[attr-defined]
_KNOWN = select(_TABLE.c.id, _TABLE.c.phone_key, _TABLE.c.external).where(
    or_(
        _TABLE.c.phone_key.in_(bindparam("phones", expanding=True)),
        _TABLE.c.external.in_(bindparam("externals", expanding=True)),
    )
)


def find_or_add_callers(
    session: Session, vault: Vault, reports: Iterable[IncomingReport], now: datetime
) -> list[Draft | None]:
    """The caller of each report, in order, with an `id`; anonymous reports have none."""
    reports = list(reports)
    keys = [_keys(vault, report) for report in reports]
    known, new = _known(session, keys), []
    found: list[Draft | None] = []
    for report, (phone_key, external) in zip(reports, keys, strict=True):
        caller = known.get(("phone", phone_key)) or known.get(("external", external))
        if caller is None and report.identity != "anonymous" and (report.caller or report.phone):
            caller = _new(vault, report, phone_key, external, now)
            new.append(caller)
            _note(known, caller)
        found.append(caller if report.identity != "anonymous" else None)
    number(session, Caller, new)
    return found


def _keys(vault: Vault, report: IncomingReport) -> Keys:
    identifier = report.caller if not report.phone and IDENTIFIER.fullmatch(report.caller) else ""
    return vault.key_of(report.phone), vault.key_of(f"{report.channel}:{identifier}") if identifier else None


def _known(session: Session, keys: list[Keys]) -> dict[tuple[str, str | None], Draft]:
    phones = {phone for phone, _ in keys if phone}
    externals = {external for _, external in keys if external}
    known: dict[tuple[str, str | None], Draft] = {}
    if phones or externals:
        wanted = {"phones": list(phones), "externals": list(externals)}
        for row in session.connection().execute(_KNOWN, wanted):
            _note(known, Draft(id=row.id, phone_key=row.phone_key, external=row.external))
    return known


def _note(known: dict[tuple[str, str | None], Draft], caller: Draft) -> None:
    for kind, key in (("phone", caller.phone_key), ("external", caller.external)):
        if key:
            known[kind, key] = caller


def _new(vault: Vault, report: IncomingReport, phone_key: str | None, external: str | None, now: datetime) -> Draft:
    return Draft(
        kind=report.caller_kind,
        phone_key=phone_key,
        external=external,
        name=vault.encrypt(report.caller),
        phone=vault.encrypt(report.phone),
        address=None,
        created_at=now,
    )
