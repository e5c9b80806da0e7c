"""Callers: found again by the keyed hash of their phone or by the other system's identifier, never by name."""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, or_, select

from hotline.domain.models import Caller
from hotline.domain.reports import IncomingReport
from hotline.storage.vault import Vault

# An identifier such as A000102948 names one person in the other system; 张三 may be many people.
IDENTIFIER = re.compile(r"(?=.*\d)[A-Za-z0-9_.:-]{4,60}")


def find_or_add_callers(
    session: Session, vault: Vault, reports: Iterable[IncomingReport], now: datetime
) -> list[Caller | None]:
    """The caller of each report, in order; anonymous reports have none. New callers are flushed and have an id."""
    keys = [_keys(vault, report) for report in reports]
    known = _known(session, keys)
    found = []
    for report, (phone_key, external) in zip(reports, keys, strict=True):
        caller = known.get(("phone", phone_key)) or known.get(("external", external))
        if caller is None and report.identity != "anonymous" and (report.caller or report.phone):
            caller = _new(vault, report, phone_key, external, now)
            session.add(caller)
            known |= {("phone", phone_key): caller} if phone_key else {}
            known |= {("external", external): caller} if external else {}
        found.append(caller if report.identity != "anonymous" else None)
    session.flush()
    return found


def _keys(vault: Vault, report: IncomingReport) -> tuple[str | None, str | None]:
    identifier = report.caller if not report.phone and IDENTIFIER.fullmatch(report.caller) else ""
    return vault.key_of(report.phone), vault.key_of(f"{report.channel}:{identifier}") if identifier else None


def _known(session: Session, keys: list[tuple[str | None, str | None]]) -> dict[tuple[str, str | None], Caller]:
    phones = {phone for phone, _ in keys if phone}
    externals = {external for _, external in keys if external}
    if not phones and not externals:
        return {}
    query = select(Caller).where(or_(col(Caller.phone_key).in_(phones), col(Caller.external).in_(externals)))
    known: dict[tuple[str, str | None], Caller] = {}
    for caller in session.exec(query):
        known |= {("phone", caller.phone_key): caller} if caller.phone_key else {}
        known |= {("external", caller.external): caller} if caller.external else {}
    return known


def _new(vault: Vault, report: IncomingReport, phone_key: str | None, external: str | None, now: datetime) -> Caller:
    return Caller(
        kind=report.caller_kind,
        phone_key=phone_key,
        external=external,
        name=vault.encrypt(report.caller),
        phone=vault.encrypt(report.phone),
        created_at=now,
    )
