"""A supervisor in a real browser: the life of a warning, an issue that is split and merged, a
bulletin that is signed and sent.
"""

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from hotline.bulletins.drafting import make_draft, store_draft
from hotline.config import read_settings
from hotline.domain.bulletins import BulletinKind
from hotline.domain.warnings import Grade, WarningKind
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.storage.database import open_database
from hotline.supervision.warning_raising import WarningDraft, raise_warning
from tests.browser.server import served
from tests.browser.small_hotline import fill
from tests.conftest import MONDAY, desk_of
from tests.support.watching import night_noise

MORNING = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 10)
WHY = "24 小时内 6 个不同的人反映同一件事，达到 5 人"


@pytest.fixture(scope="module")
def hotline(chromium, sqlite_template, tmp_path_factory):
    """Issues, two warnings of it, a daily bulletin that waits to be signed."""
    folder = tmp_path_factory.mktemp("watched") / "data"
    shutil.copytree(sqlite_template, folder)
    settings = replace(read_settings(folder, environ={}))
    database = open_database(settings)
    desk = desk_of(database, MORNING)
    fill(database, desk)
    ids = night_noise(database, 6, at=MORNING - timedelta(minutes=5))
    IssueKeeper()(Shift(database, None, now=lambda: MORNING))
    common = {"expected": 0.0, "why": (WHY,), "tickets": ids, "category": "0302", "n": 6}
    place = {"area": "990102002", "place": "棂星苑", "issue_id": 1, "at": MORNING}
    kinds = ((WarningKind.CROWD, Grade.RED), (WarningKind.SURGE, Grade.YELLOW))
    with database.writing() as session:
        for kind, grade in kinds:
            draft = WarningDraft(key=f"{kind}|1", kind=kind, grade=grade, **common, **place)
            raise_warning(session, desk, draft=draft)
        yesterday = date(MORNING.year, MORNING.month, MORNING.day) - timedelta(days=1)
        bulletin = make_draft(session, desk, BulletinKind.DAILY, yesterday)
        store_draft(session, desk, bulletin)
    database.close()
    with served(settings, MORNING) as address:
        yield address


def card(page, heading):
    return page.locator("section.card").filter(
        has=page.get_by_role("heading", name=heading, exact=True)
    )


def take(page, heading, **fields):
    """Fill the step's fields by their labels and press its button."""
    step = card(page, heading)
    for label, text in fields.items():
        step.get_by_label(label).fill(text)
    step.get_by_role("button", name=heading, exact=True).click()


def open_warning(page, kind):
    page.goto("/warnings")
    page.get_by_role("link", name=kind).first.click()
    page.wait_for_url(re.compile(r"/warnings/\d+"))


def history(page):
    return card(page, "经过").locator("li").all_inner_texts()


def state(page):
    return page.locator("dt", has_text="状态").first.locator("+ dd")


def test_a_warning_lives_from_raised_to_closed_and_tells_who_and_why(visit):
    page = visit("supervisor")
    open_warning(page, "聚集")
    expect(state(page)).to_have_text("待核实")
    take(page, "属实", 核实情况="现场已看过，确有施工")
    expect(state(page)).to_have_text("属实待交办")
    card(page, "交办").locator("select, input[list]").first.evaluate(
        "(box) => { box.value = 'DH-CG'; box.dispatchEvent(new Event('change')) }"
    )
    take(page, "交办", 要求="今晚派人到场")
    expect(state(page)).to_have_text("已交办")
    take(page, "反馈措施", 处置措施="已责令停工并立案")
    expect(state(page)).to_have_text("已反馈措施")
    take(page, "结束", 结论="连续三夜没有施工")
    expect(state(page)).to_have_text("已结束")
    steps = history(page)
    for step, note in (
        ("系统提出", ""),
        ("郑明 确认属实", "现场已看过，确有施工"),
        ("郑明 交办给", "今晚派人到场"),
        ("郑明 反馈措施", "已责令停工并立案"),
        ("郑明 结束", "连续三夜没有施工"),
    ):
        assert any(step in line and note in line for line in steps), (step, steps)
    assert page.locator("section.card form").count() == 0


def test_a_false_warning_has_ended_and_counts_in_the_precision(visit):
    page = visit("supervisor")
    open_warning(page, "突增")
    take(page, "误报", 理由="同一工地，已有聚集预警")
    expect(state(page)).to_have_text("误报")
    assert any("郑明 判为误报：同一工地" in line for line in history(page))
    page.goto("/warnings")
    expect(page.locator("main")).to_contain_text(re.compile(r"准确率\s+\d+\.\d%"))
    row = page.locator("table").last.get_by_role("row", name="突增")
    expect(row).to_contain_text("0.0%")


def test_an_issue_is_split_and_merged_again_with_who_and_why(visit):
    page = visit("supervisor")
    page.goto("/hotspots/1")
    numbers = page.locator("main table tbody tr td:first-child").all_inner_texts()
    take(page, "拆分", 拆出的工单编号="，".join(numbers[:2]), 理由="说的是另一个工地")
    page.wait_for_url(re.compile(r"/hotspots/(?!1\b)\d+"))
    assert page.locator("main table tbody tr").count() == 2
    [line] = history(page)
    assert "郑明 拆分" in line
    assert "2 件，说的是另一个工地" in line
    take(page, "并入另一热点", 并入的热点编号="1", 理由="核实后是同一工地")
    page.wait_for_url(re.compile(r"/hotspots/1\b"))
    assert page.locator("main table tbody tr").count() == len(numbers)
    lines = history(page)
    assert any("郑明 合并" in line and "核实后是同一工地" in line for line in lines)
    assert any("郑明 拆分" in line for line in lines)


def test_a_bulletin_that_was_drafted_is_signed_and_reaches_the_list(visit):
    page = visit("leader")
    page.goto("/bulletins")
    page.get_by_role("link", name="热线日报").click()
    expect(page.locator("main")).to_contain_text("待签发")
    take(page, "签发", 按语="请各单位阅处")
    expect(page.locator("main")).to_contain_text("签发人：马局")
    expect(page.locator("article")).to_contain_text("请各单位阅处")
    expect(card(page, "发送情况")).to_contain_text("督办员：未读")
    page.goto("/bulletins")
    expect(page.get_by_role("row", name="热线日报")).to_contain_text("已签发")
    other = visit("supervisor")
    other.goto("/notices")
    other.get_by_role("link", name=re.compile("热线日报")).first.click()
    expect(other.locator("article")).to_contain_text("请各单位阅处")
