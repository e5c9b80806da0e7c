"""Put a city pack into the database, and find the one that is in force."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.city.changes import FileChange, compare
from hotline.city.faults import listing
from hotline.city.former_codes import former_names
from hotline.city.leaving import open_tickets
from hotline.city.pack import CityPack
from hotline.city.pack_reading import read_pack_texts
from hotline.domain.audit import AuditKind
from hotline.domain.errors import Conflict, NoCity, Unavailable
from hotline.domain.models import WATCH_NOW, CityVersion, Staff, Ticket, UnitRow
from hotline.domain.time.clocks import STAGE
from hotline.domain.time.times import city_now
from hotline.storage.audit import note

# Packs read from the database, by the digests of all versions: what these stand for never changes.
_READ: dict[tuple[str, ...], CityPack] = {}
KEPT = 4
WATCHED_FILES = ("city.toml", "ladder.csv", "deadlines.csv", "calendar.csv")


@dataclass(frozen=True, slots=True)
class Changes:
    """What loading did; without `files` the pack was in force already.

    `warnings` want the operator's eye; `moved`: tickets that went to a successor.
    """

    version: int
    files: tuple[FileChange, ...] = ()
    warnings: tuple[str, ...] = ()
    moved: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.files


def load_pack(
    session: Session,
    pack: CityPack,
    *,
    by: str = "operator",
    now: datetime | None = None,
    succeed: Callable[[Session], int] | None = None,
) -> Changes:
    """Make `pack` the city in force.

    Raises Conflict when a unit that it lacks still holds open tickets; `succeed` moves those of
    units that have a successor, and says how many.
    """
    newest = _newest(session)
    if newest and newest[1] == pack.digest:
        return Changes(newest[0])
    old = session.get(CityVersion, newest[0]) if newest else None
    gone = _gone(session, pack)
    heirs = pack.successors["unit"] if succeed else {}
    _refuse_open_tickets(session, [unit for unit in gone if unit.code not in heirs])
    _sync_units(session, pack, gone)
    version = _put_in_force(session, pack, by, now or city_now())
    changes = Changes(version.row_id, compare(old.files if old else {}, pack.files))
    note(
        session,
        AuditKind.PACK_LOADED,
        version.loaded_at,
        actor=by,
        subject=f"{pack.name} {version.id}",
        files=[change.file for change in changes.files],
    )
    if any(change.file in WATCHED_FILES for change in changes.files):
        watch_anew(session)
    moved = succeed(session) if succeed else 0
    return replace(changes, moved=moved, warnings=_warnings(session, gone))


def _put_in_force(session: Session, pack: CityPack, by: str, at: datetime) -> CityVersion:
    version = CityVersion(
        name=pack.name, digest=pack.digest, files=dict(pack.files), loaded_at=at, loaded_by=by
    )
    session.add(version)
    session.flush()
    return version


def watch_anew(session: Session) -> None:
    """When the rungs of the ladder stand depends on these files: the worker finds it out again
    for every open ticket.
    """
    watched = update(Ticket).where(col(Ticket.status).in_(sorted(STAGE)))
    session.connection().execute(watched.values(watch_at=WATCH_NOW))


def current_city(session: Session) -> CityPack:
    """The pack in force; raises NoCity when none was ever loaded."""
    query = select(CityVersion.id, CityVersion.digest).order_by(col(CityVersion.id))
    versions = session.exec(query).all()
    if not versions:
        raise NoCity(
            "还没有装载城市包", remedy="请运行 hotline city load DIR，或 hotline demo 试用示例市"
        )
    key = tuple(digest for _, digest in versions)
    pack = _READ.get(key)
    if pack is None:
        pack = _READ[key] = _with_former(session, _read(session, versions[-1][0] or 0))
        for other in list(_READ)[:-KEPT]:
            _READ.pop(other, None)
    return pack


def _with_former(session: Session, pack: CityPack) -> CityPack:
    """With the names of what stood in earlier versions."""
    texts = session.exec(select(CityVersion.files).order_by(col(CityVersion.id))).all()
    staying = {"unit": pack.units, "category": pack.categories, "area": pack.areas}
    names = {kind: dict.fromkeys(codes, "") for kind, codes in staying.items()}
    return replace(pack, former=former_names(texts, names))


def _newest(session: Session) -> tuple[int, str] | None:
    """Number and digest of the version in force."""
    query = select(CityVersion.id, CityVersion.digest).order_by(col(CityVersion.id).desc()).limit(1)
    row = session.exec(query).first()
    return (row[0] or 0, row[1]) if row else None


def _read(session: Session, number: int) -> CityPack:
    """A stored pack, judged for the day on which it was loaded: a duty that ended since must not
    stop the hotline.
    """
    version = session.get_one(CityVersion, number)
    reading = read_pack_texts(version.files, today=version.loaded_at.date())
    if reading.pack is None:
        remedy = "请用 hotline city check 检查后重新装载"
        raise Unavailable(f"已装载的城市包不符合本版本的要求：{reading.faults[0]}", remedy=remedy)
    return reading.pack


def _gone(session: Session, pack: CityPack) -> list[UnitRow]:
    rows = session.exec(select(UnitRow).where(col(UnitRow.active).is_(True))).all()
    return [row for row in rows if row.code not in pack.units]


def _refuse_open_tickets(session: Session, gone: list[UnitRow]) -> None:
    held = [(unit, count) for unit in gone if (count := open_tickets(session, unit.code))]
    if held:
        names = listing(f"{unit.name}（{unit.code}）{count} 件" for unit, count in held)
        raise Conflict(
            f"新城市包缺少仍有未办结工单的单位：{names}",
            remedy="请在 units.csv 中保留这些单位，或保留其行并在 successor 填承继单位的编码，"
            "或先办结、改派这些工单",
        )


def _sync_units(session: Session, pack: CityPack, gone: list[UnitRow]) -> None:
    """A unit that is no longer there stays as a name for its old tickets."""
    rows = {row.code: row for row in session.exec(select(UnitRow)).all()}
    for unit in pack.tables.units:
        row = rows.get(unit.code) or UnitRow(code=unit.code, name="", kind="")
        row.name, row.kind, row.area, row.parent, row.active = (
            unit.name,
            unit.kind,
            unit.area,
            unit.parent,
            True,
        )
        session.add(row)
    for row in gone:
        row.active = False


def _warnings(session: Session, gone: list[UnitRow]) -> tuple[str, ...]:
    codes = [unit.code for unit in gone]
    staff = session.exec(
        select(Staff).where(col(Staff.unit).in_(codes), col(Staff.active).is_(True))
    ).all()
    return tuple(f"账号 {person.login} 所属单位 {person.unit} 已不在城市包中" for person in staff)
