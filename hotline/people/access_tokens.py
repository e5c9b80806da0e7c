"""Tokens of programs that come in at one door: made, limited to networks, withdrawn; the token
itself is told once and never stored.
"""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.domain.chats.permissions import TAKES_CHATS
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import AccessToken, Staff
from hotline.people.sessions import digest_of
from hotline.storage.access_tokens import token_of_digest, token_of_name
from hotline.storage.audit import note
from hotline.storage.database import Database
from hotline.storage.staff import staff_of

# A token of kind desk stands for a person who chats.
DESK = "desk"
KINDS = ("cti", "wall", "gateway", DESK)
NAME = re.compile(r"[\w.-]{1,40}")
MOST_NETWORKS = 20
# A token that is used all day writes so often when that was.
NOTED_EACH = timedelta(minutes=10)


def add_token(
    session: Session,
    name: str,
    kind: str,
    now: datetime,
    *,
    networks: Sequence[str] = (),
    login: str = "",
    by: str,
) -> str:
    """The new token. Raises InvalidInput, or Conflict for a name that was used before.

    login  of kind desk: who it stands for
    """
    if not NAME.fullmatch(name):
        raise InvalidInput(
            f"令牌名称“{name[:40]}”不可用", field="name", remedy="请用 1 至 40 个字母、数字或汉字"
        )
    if kind not in KINDS:
        raise InvalidInput(
            f"没有“{kind[:20]}”这种令牌", field="kind", remedy=f"请用 {'、'.join(KINDS)}"
        )
    if token_of_name(session, name):
        raise Conflict(f"令牌“{name}”已存在", remedy="已撤销的名称也不再使用，请换一个名称")
    places, token = _networks(networks), secrets.token_urlsafe(32)
    row = AccessToken(
        name=name,
        kind=kind,
        digest=digest_of(token),
        networks=places,
        login=_chatting(session, login) if kind == DESK else "",
        created_at=now,
        created_by=by,
    )
    session.add(row)
    details = {"door": kind, "networks": places} | ({"login": row.login} if row.login else {})
    note(session, AuditKind.TOKEN_ADDED, now, actor=by, subject=name, **details)
    return token


def withdraw(session: Session, token: AccessToken, now: datetime, *, by: str) -> None:
    """From now on nobody comes in with it. Raises Conflict for one that was withdrawn before."""
    if token.withdrawn_at:
        raise Conflict(f"令牌“{token.name}”已撤销", remedy="无需再次撤销")
    token.withdrawn_at, token.withdrawn_by = now, by
    session.add(token)
    note(session, AuditKind.TOKEN_WITHDRAWN, now, actor=by, subject=token.name)


def find_token(session: Session, kind: str, token: str, host: str) -> AccessToken | None:
    """The row of a token that opens this door from this address; None for every other one."""
    row = token_of_digest(session, digest_of(token))
    return row if row and row.kind == kind and is_within(row.networks, host) else None


def staff_of_token(session: Session, token: str, host: str) -> tuple[AccessToken, Staff] | None:
    """For whom a program chats, as long as that person does."""
    row = find_token(session, DESK, token, host)
    person = staff_of(session, row.login) if row else None
    if row is None or person is None or not _chats(person):
        return None
    return row, person


def _chatting(session: Session, login: str) -> str:
    person = staff_of(session, login)
    if person is None or not _chats(person):
        raise InvalidInput(
            f"“{login[:40]}”不能接待会话", field="login", remedy="请填启用的话务员或派单员账号"
        )
    return person.login


def _chats(person: Staff) -> bool:
    return person.active and person.role in TAKES_CHATS


def note_use(database: Database, token: AccessToken, now: datetime) -> None:
    """When it opened its door last, in a transaction of its own that waits for no disk."""
    if token.used_at is None or abs(now - token.used_at) > NOTED_EACH:
        with database.writing(waits=False) as session:
            token.used_at = now
            session.add(token)


def is_within(networks: str, host: str) -> bool:
    """Whether an address is in one of these networks; without networks every address is."""
    if not networks:
        return True
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in ip_network(network) for network in networks.split(","))


def _networks(texts: Sequence[str]) -> str:
    parts = [part for text in texts for part in re.split(r"[\s,，、;；]+", text) if part]
    try:
        networks = [str(ip_network(part, strict=False)) for part in parts[: MOST_NETWORKS + 1]]
    except ValueError:
        raise InvalidInput(
            "来源网络写法有误", field="networks", remedy="请写成 10.1.0.0/16 或 192.168.1.5"
        ) from None
    if len(networks) > MOST_NETWORKS:
        raise InvalidInput(f"来源网络最多 {MOST_NETWORKS} 个", field="networks")
    return ",".join(dict.fromkeys(networks))
