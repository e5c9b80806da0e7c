"""A small hotline for the browser: one account for each role, a few tickets at every stage."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, select

from hotline.calls.cti_body import read_event
from hotline.calls.record import record_event
from hotline.casework import call_back, dispatch, handling, review
from hotline.casework.receive import receive
from hotline.chats.contacts import ChatPerson, add_contact
from hotline.chats.hearing import Incoming, hear
from hotline.chats.inboxes import add_inbox
from hotline.desk.desk import Desk
from hotline.domain.knowledge import Content
from hotline.domain.models import CallCheck, Ticket
from hotline.domain.reports import read_report
from hotline.domain.roles import SYSTEM, Actor, Role
from hotline.knowledge.many_entries import plan_rows, write_rows
from hotline.knowledge.sheet import KnownRow
from hotline.people.staff import add_staff
from hotline.storage.call_checks import check_of_call
from hotline.storage.database import Database

PASSWORD = "correct horse battery"
CLERK_UNIT = "DH-ZF"
STAFF = {
    "agent": ("周晓梅", Role.AGENT, ""),
    "dispatcher": ("陈立", Role.DISPATCHER, ""),
    "clerk": ("吴建国", Role.CLERK, CLERK_UNIT),
    "reviewer": ("林静", Role.REVIEWER, ""),
    "supervisor": ("郑明", Role.SUPERVISOR, ""),
    "leader": ("马局", Role.LEADER, ""),
    "auditor": ("高洁", Role.AUDITOR, ""),
    "admin": ("孙浩", Role.ADMIN, ""),
}
EXPOSED = {
    "problem": "早市摊位每天占用机动车道，公交车无法进站",
    "state": "rectified",
    "result": "划定疏导点，每日巡查",
    "followups": "2026-03-02 摊位全部迁入\n2026-03-06 通行恢复正常",
}
REPORTS = (
    (
        "夜间施工噪声扰民",
        "东湖区鼓楼街道府前街的工地每天半夜打桩，噪声很大，老人孩子睡不好，请尽快处理。",
        "0302",
    ),
    (
        "小区垃圾一周没清运",
        "东湖区文庙步行街旁边小区的垃圾桶一周没有清运，异味很大，苍蝇很多。",
        "0103",
    ),
    (
        "占道摆摊影响通行",
        "东湖区钟楼北街傍晚摆摊占道严重，行人只能走机动车道，希望城管加强管理。",
        "0101",
    ),
    ("路灯不亮", "西关大街最北头三盏路灯不亮已有半个月，晚上下班看不清路，很危险。", ""),
    (
        "楼上私搭彩钢棚",
        "滨湖大道附近小区顶楼有人私搭彩钢棚，下雨漏水，刮风有响声，担心掉下来。",
        "0102",
    ),
    (
        "咨询新生儿医保怎么办",
        "孩子刚出生，想问居民医保怎样参保，要带什么材料，在哪里办理，多久能用。",
        "",
    ),
    (
        "消防通道被堵",
        "解放路老小区的消防通道被私家车长期堵住，前天有人家着火，消防车进不来。",
        "1701",
    ),
    ("建议增加公交夜班车", "建议中山大道沿线增加夜间公交班次，上夜班的人十点后没有车回家。", ""),
    ("物业不退装修押金", "装修已验收三个月，物业一直拖着不退押金，电话不接，请帮忙协调。", ""),
    ("井盖缺失", "大成路中段人行道上一个井盖不见了，旁边是小学，请马上派人去放警示牌。", ""),
)
INBOX = "inbox-of-the-city"
CLERK = Actor(login="clerk", role=Role.CLERK, unit=CLERK_UNIT, name="吴建国")
REVIEWER = Actor(login="reviewer", role=Role.REVIEWER, name="林静")
DISPATCHER = Actor(login="dispatcher", role=Role.DISPATCHER, name="陈立")


def fill(database: Database, desk: Desk) -> None:
    """Tickets of the last ten days; the further back, the further along."""
    now = desk.now()
    with database.writing() as session:
        for login, (name, role, unit) in STAFF.items():
            add_staff(
                session,
                login,
                name,
                role,
                PASSWORD,
                now,
                unit=unit,
                units=desk.city.tables.units,
                temporary=False,
            )
        _know(session, desk)
        _call(session, desk)
        _chat(session, desk)
    for number in range(3 * len(REPORTS)):
        with database.writing() as session:
            _file(session, number, desk, now)


def _call(session: Session, desk: Desk) -> None:
    """A call that nobody answered, and one that was answered and drawn for a check."""
    for number, (name, fields) in enumerate(
        (
            ("newCall", {"from": "13800009999", "queue": "hotline"}),
            ("hangup", {"cause": "cancel"}),
            ("newCall", {"from": "13800008888", "recordingUrl": "https://pbx.test/1.wav"}),
            ("answer", {"user": "dispatcher"}),
            ("hangup", {"cause": "normalClearing"}),
        )
    ):
        body = {"event": name, "callId": str(number // 2.5), "direction": "in", **fields}
        event = read_event(body, desk.now() - timedelta(minutes=30 - number))
        row = record_event(session, event, desk, source="pbx")
    row.handled_at = desk.now()
    session.add(row)
    if check_of_call(session, row) is None:
        session.add(CallCheck(call_id=row.row_id, agent=row.agent, drawn_at=desk.now()))


def _chat(session: Session, desk: Desk) -> None:
    """An inbox that pages of others use, and a chat that waits."""
    inbox = add_inbox(session, "city", desk.vault, desk.now(), by="tests").inbox
    inbox.identifier = INBOX
    session.add(inbox)
    person = ChatPerson(name="钱芳", phone="13800006666")
    contact = add_contact(session, inbox, person, desk.vault, desk.now(), source_id="c-1")
    for text in ("人工", "大成路中段的井盖不见了，请派人看看。"):
        hear(session, contact, desk, incoming=Incoming(text))


def _know(session: Session, desk: Desk) -> None:
    """An entry and an item of the clerk's unit, published, and a draft."""
    fields = {
        "unit": CLERK_UNIT,
        "category": "0101",
        "basis": "示例：示城管〔2024〕8号",
        "questions": ("哪里可以摆摊",),
    }
    entry = Content(title="夜市和临时摆摊点", answer="向街道申请摊位，五个工作日内答复。", **fields)
    item = Content(
        title="临时占道审批", guide={"materials": "申请书；方案", "limit": "7 个工作日"}, **fields
    )
    rows = [KnownRow(1, "K1", entry, "published"), KnownRow(3, "K2", entry, "draft")]
    write_rows(session, SYSTEM, plan_rows(session, "entry", rows), desk, kind="entry")
    write_rows(
        session,
        SYSTEM,
        plan_rows(session, "item", [KnownRow(2, "X-1", item, "published")]),
        desk,
        kind="item",
    )
    exposed = KnownRow(4, "E1", Content(title="早市占道堵路", guide=EXPOSED, **fields), "published")
    planned = plan_rows(session, "exposure", [exposed])
    write_rows(session, SYSTEM, planned, desk, kind="exposure")


def _file(session: Session, number: int, desk: Desk, now: datetime) -> None:
    title, text, category = REPORTS[number % len(REPORTS)]
    at = (now - timedelta(days=10 - number % 10, hours=1, minutes=7 * number % 60)).replace(
        second=0
    )
    report = read_report(
        {
            "title": title,
            "text": text,
            "category": category,
            "caller": "王小明",
            "phone": f"1380000{number:04d}",
            "channel": ("phone", "web", "wechat")[number % 3],
            "time": at,
        },
        now=now,
    )
    receipt = receive(session, SYSTEM, report, desk.at(at))
    session.flush()
    ticket = session.exec(select(Ticket).where(Ticket.no == receipt.no)).one()
    if ticket.status == "triage" and number % 4:
        unit = CLERK_UNIT if CLERK_UNIT not in ticket.accused else "DH-CG"
        dispatch.dispatch(
            session,
            DISPATCHER,
            ticket,
            desk.at(at + timedelta(hours=1)),
            unit=unit,
            reason="派单员核定",
        )
    if ticket.status == "dispatched":
        _go_on(session, ticket, desk, at, number % 7)


def _go_on(session: Session, ticket: Ticket, desk: Desk, at: datetime, stages: int) -> None:
    clerk = Actor(login="clerk", role=Role.CLERK, unit=ticket.unit, units=frozenset({ticket.unit}))
    answer = handling.ReplyContent(
        "solved",
        "已到现场核查并督促整改。",
        "经现场核查，已责令停止夜间施工。",
        "《噪声法》第四十三条",
        without_opinions="事项已在现场办结",
    )
    heard = call_back.CallAttempt(
        "phone", reached=True, solved=True, rating=4, contacted_by_unit=True
    )
    steps: tuple[Callable[[Desk], object], ...] = (
        lambda there: handling.accept(session, clerk, ticket, there),
        lambda there: handling.contact(
            session, clerk, ticket, there, way="phone", note="已电话联系，约定现场查看"
        ),
        lambda there: handling.reply(session, clerk, ticket, there, answer=answer),
        lambda there: review.pass_review(session, REVIEWER, ticket, there),
        lambda there: call_back.call_back(session, REVIEWER, ticket, there, attempt=heard),
    )
    for hour, step in enumerate(steps[:stages]):
        step(desk.at(at + timedelta(hours=3 + 6 * hour)))
        session.flush()
