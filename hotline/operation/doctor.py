"""Every part of an installation looked at once, for `hotline doctor`: what is wrong and what to
do.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from analytics.search.opening import open_engine
from hotline.city.loading import current_city
from hotline.city.pack import CityPack
from hotline.config import Settings
from hotline.domain.errors import HotlineError
from hotline.domain.models import Staff
from hotline.domain.roles import SYSTEM, Role
from hotline.domain.time.published import published_calendar
from hotline.domain.time.times import city_now
from hotline.operation.diagnosis import Diagnosis
from hotline.operation.doctor_machine import (
    examine_folder,
    examine_fonts,
    examine_key,
    examine_proxies,
)
from hotline.operation.doctor_notices import examine_notices
from hotline.operation.standing_chores import CHORES
from hotline.storage.chore_runs import chore_runs
from hotline.storage.database import Database, open_database
from hotline.storage.index.queue import count_waiting, set_aside
from hotline.storage.index.state import missing_in_index
from hotline.storage.knowledge import KnowledgeFilter, count_entries, count_feedback

LATE = 5_000
# how long after its time a chore may be done before somebody should look
PATIENCE = timedelta(minutes=10)
NEEDED = (Role.AGENT, Role.DISPATCHER, Role.CLERK, Role.REVIEWER)


def examine(settings: Settings) -> list[Diagnosis]:
    """Never raises for what it finds.

    Without a database it stops there, because all else stands on it.
    """
    findings = [
        _guarded("数据目录", lambda: examine_folder(settings)),
        _guarded("密钥", lambda: examine_key(settings)),
        _guarded("反向代理", lambda: examine_proxies(settings)),
        _guarded("打印", examine_fonts),
    ]
    try:
        database = open_database(settings)
    except HotlineError as error:
        return [*findings, Diagnosis("数据库", "down", error.message, error.remedy)]
    with closing(database):
        findings += [
            _guarded("搜索", lambda: _search(settings, database)),
            *_inside(settings, database),
        ]
    return findings


def _inside(settings: Settings, database: Database) -> Iterator[Diagnosis]:
    with database.reading() as session:
        yield Diagnosis("数据库", "ok", "SQLite" if database.is_sqlite else "PostgreSQL")
        yield _guarded("索引队列", lambda: _queue(session))
        yield _guarded("定时工作", lambda: _chores(session, city_now()))
        yield _guarded("通知外发", lambda: examine_notices(session, settings, city_now()))
        yield _guarded("岗位", lambda: _staff(session))
        try:
            city = current_city(session)
        except HotlineError as error:
            yield Diagnosis("城市包", "down", error.message, error.remedy)
            return
        yield Diagnosis(
            "城市包", "ok", f"{city.name}，{len(city.units)} 个单位，{len(city.categories)} 个分类"
        )
        yield _guarded("日历", lambda: _calendar(city, city_now()))
        yield _guarded("知识库", lambda: _knowledge(session, city_now()))


def _guarded(part: str, look: Callable[[], Diagnosis]) -> Diagnosis:
    try:
        return look()
    except HotlineError as error:
        return Diagnosis(part, "down", error.message, error.remedy)
    except OSError as error:
        return Diagnosis(
            part, "down", f"{type(error).__name__}：{error.strerror}", "请检查目录权限和磁盘"
        )


def _search(settings: Settings, database: Database) -> Diagnosis:
    """The engine, and what the worker found when it last compared it with the database."""
    with closing(open_engine(settings.search, settings.data / "search")) as engine:
        health = engine.health()
    with database.reading() as session:
        missing = missing_in_index(session)
    if missing and health.state == "ok":
        note = f"{health.documents} 件，缺 {missing} 件"
        return Diagnosis(
            "搜索", "degraded", note, "worker 会自行补齐；请确认 serve 或 hotline work 在运行"
        )
    remedy = "" if health.state == "ok" else "检索将由数据库代答；恢复后运行 hotline reindex"
    return Diagnosis("搜索", health.state, health.note or f"{health.documents} 件", remedy)


def _queue(session: Session) -> Diagnosis:
    waiting, aside = count_waiting(session), set_aside(session)
    if aside:
        first = f"首条：办理记录 #{aside[0].id}（工单 #{aside[0].ticket_id}）：{aside[0].error}"
        return Diagnosis(
            "索引队列",
            "degraded",
            f"{len(aside)} 条反复失败，{first}",
            "修正后请运行 hotline work --once --retry",
        )
    late = waiting > LATE
    return Diagnosis(
        "索引队列",
        "degraded" if late else "ok",
        f"等待 {waiting} 条",
        "请确认 worker 在运行" if late else "",
    )


def _chores(session: Session, now: datetime) -> Diagnosis:
    """Chores that did not end well lately, with what went wrong."""
    runs = {run.name: run for run in chore_runs(session)}
    faults = []
    for chore in CHORES:
        run = runs.get(chore.name)
        if run is None or run.good_at is None or run.good_at < now - chore.every - PATIENCE:
            last = f"{run.good_at:%Y-%m-%d %H:%M}" if run and run.good_at else "从未"
            error = f"，{run.error}" if run and run.error else ""
            faults.append(f"{chore.title}（上次完成：{last}{error}）")
    if faults:
        return Diagnosis(
            "定时工作",
            "degraded",
            f"未按时完成：{'、'.join(faults)}",
            "请确认 serve 或 hotline work 在运行",
        )
    return Diagnosis("定时工作", "ok", f"{len(CHORES)} 项均按时完成")


def _staff(session: Session) -> Diagnosis:
    query = (
        select(Staff.role, func.count())
        .where(col(Staff.active).is_(True))
        .group_by(col(Staff.role))
    )
    there = dict(session.exec(query).all())
    missing = [str(role) for role in NEEDED if role not in there]
    if missing:
        return Diagnosis(
            "岗位",
            "degraded",
            f"没有在用账号的岗位：{'、'.join(missing)}",
            "请用 hotline staff add 建立",
        )
    return Diagnosis("岗位", "ok", f"{sum(there.values())} 个在用账号")


def _knowledge(session: Session, now: datetime) -> Diagnosis:
    """What the keepers of the knowledge base have let lie."""
    today = now.date()
    states = {"expired": "已过期", "due": "待复核", "pending": "待发布"}
    counts = {
        word: count_entries(session, SYSTEM, KnowledgeFilter(state=state), today)
        for state, word in states.items()
    }
    counts["待处理反馈"] = count_feedback(session, SYSTEM)
    total = count_entries(session, SYSTEM, KnowledgeFilter(), today)
    waiting = "、".join(f"{word} {count} 条" for word, count in counts.items() if count)
    if not waiting:
        return Diagnosis("知识库", "ok", f"{total} 条，没有待处理的")
    return Diagnosis(
        "知识库",
        "degraded",
        f"{total} 条，其中{waiting}",
        "请责任单位和知识管理人员在“知识库”页面处理",
    )


def _calendar(city: CityPack, now: datetime) -> Diagnosis:
    """Due times that reach into a year without a published calendar are provisional."""
    published = {day.year for day in city.overrides}
    years = [year for year in (now.year, now.year + 1) if not published_calendar().covers(year)]
    missing = [str(year) for year in years if year not in published]
    if not missing:
        return Diagnosis("日历", "ok", f"{now.year} 与 {now.year + 1} 年节假日安排已公布")
    return Diagnosis(
        "日历",
        "degraded",
        f"缺少 {'、'.join(missing)} 年节假日安排，跨入该年的时限为暂定",
        "国务院办公厅公布后升级 chinesecalendar，或写入城市包 calendar.csv",
    )
