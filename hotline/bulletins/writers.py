"""What each kind of bulletin says, in the order that offices know."""

from collections.abc import Callable, Mapping, Sequence

from hotline.bulletins.advice import advice, hot, quality, topic_advice
from hotline.bulletins.courses import course
from hotline.bulletins.material import Material
from hotline.bulletins.matter import given, spoken, states
from hotline.bulletins.parts import (
    breakdown,
    overall,
    ranking,
)
from hotline.bulletins.standing import handling, supervision, urgent_table
from hotline.domain.bulletins import BulletinKind
from hotline.papers.paper import PaperSection

DAILY_DAYS = 14


def _daily(material: Material) -> Sequence[PaperSection]:
    (categories, chart), (areas, _) = ranking(material, "category"), ranking(material, "district")
    whole = overall(material, "一、受理概况")
    # What each day brought was told on its day: hiding others beside it would hide nothing.
    days = course(material, DAILY_DAYS, by_week=False)
    return [
        PaperSection(whole.heading, whole.text, (), days),
        urgent_table(material, "二、紧急和敏感诉求"),
        breakdown(material, "三、热点类别和区域", [categories, areas], [chart], text=hot(material)),
        handling(material, "四、办理和超期"),
        supervision(material, "五、督办"),
    ]


def _weekly(material: Material) -> Sequence[PaperSection]:
    (categories, chart), (areas, _) = ranking(material, "category"), ranking(material, "district")
    whole = overall(material, "一、受理概况")
    return [
        PaperSection(whole.heading, whole.text, (), course(material)),
        breakdown(material, "二、诉求分类", [categories], [chart]),
        breakdown(material, "三、热点", [areas], text=hot(material)),
        urgent_table(material, "四、典型和敏感诉求"),
        handling(material, "五、办理情况"),
        supervision(material, "六、督办"),
    ]


def _monthly(material: Material) -> Sequence[PaperSection]:
    (categories, chart), (areas, of_areas) = (
        ranking(material, "category"),
        ranking(material, "district"),
    )
    (channels, _), (kinds, _) = ranking(material, "channel"), ranking(material, "request_type")
    units, of_units = ranking(material, "unit")
    whole = overall(material, "一、总体情况")
    return [
        PaperSection(whole.heading, whole.text, (), course(material)),
        breakdown(material, "二、来源渠道和诉求类型", [channels, kinds]),
        breakdown(material, "三、责任单位接诉", [units, areas], [of_units, of_areas]),
        breakdown(material, "四、热点诉求分析", [categories], [chart], text=hot(material)),
        quality(material, "五、办理质效"),
        PaperSection("六、问题与建议", advice(material)),
    ]


def _topic(material: Material) -> Sequence[PaperSection]:
    (areas, chart), (units, of_units) = ranking(material, "district"), ranking(material, "unit")
    return [
        PaperSection("一、总体情况", spoken(material), (), course(material, by_week=False)),
        breakdown(material, "二、区域分布", [areas], [chart]),
        breakdown(material, "三、承办单位", [units], [of_units]),
        PaperSection("四、办理状态", states(material)),
        given(material, "五、督办和批示"),
        PaperSection("六、建议", topic_advice(material)),
    ]


WRITERS: Mapping[BulletinKind, Callable[[Material], Sequence[PaperSection]]] = {
    BulletinKind.DAILY: _daily,
    BulletinKind.WEEKLY: _weekly,
    BulletinKind.MONTHLY: _monthly,
    BulletinKind.TOPIC: _topic,
}
