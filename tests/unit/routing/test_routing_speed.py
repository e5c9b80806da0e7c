"""Finding and routing are quick enough to run while the caller speaks."""

from collections.abc import Callable
from itertools import islice, product
from time import process_time

from hotline.city.pack import CityPack
from routing.gazetteer import Gazetteer
from routing.router import Router
from routing.tables import Place
from tests.support import town
from tests.support.town import TODAY

TEXT = (
    "我住在东湖区湖滨街道，反映人民路与解放路路口每天晚上有人摆摊，噪音扰民，影响居民休息，多次向有关部门反映没有得到解决，"
    "希望尽快处理。该处夜市从晚上七点一直到凌晨两点，油烟很大，音响声音很高，地上垃圾遍地，第二天早上也没有人打扫，"
    "小区里有老人和小孩，根本没法睡觉，希望协调解决占道经营问题，期待早日得到回复和处理，谢谢各位领导的关心和支持，祝工作顺利。"
)[:200]


def seconds(work: Callable[[], object], times: int = 200) -> float:
    """Best of five rounds, CPU time of this process for one call."""
    rounds = []
    for _ in range(5):
        begun = process_time()
        for _ in range(times):
            work()
        rounds.append((process_time() - begun) / times)
    return min(rounds)


def many_places(count: int) -> list[Place]:
    heads, middles, tails = (
        "阳明湖山东西南北金银春秋江河松柏",
        "光景悦翠华庭福安宁康和顺泰锦绣云",
        ("花园", "小区", "家园", "路", "街", "大厦", "学校", "市场"),
    )
    names = ("".join(parts) for parts in product(heads, middles, middles, heads, tails))
    return [Place(name, "estate", ("0101",)) for name in islice(names, count)]


def test_names_are_found_in_a_text_of_200_characters_within_100_microseconds(demo_city: CityPack) -> None:
    gazetteer = Gazetteer(demo_city.tables.areas, demo_city.tables.places)
    assert len(gazetteer.mentions(TEXT)) >= 4
    assert seconds(lambda: gazetteer.mentions(TEXT)) < 100e-6


def test_50_000_places_cost_little_more_than_500() -> None:
    few, many = (Gazetteer(town.AREAS, many_places(count)) for count in (500, 50_000))
    quick, slower = (seconds(lambda one=one: one.mentions(TEXT)) for one in (few, many))
    assert slower < 100e-6
    assert slower < quick + 60e-6


def test_a_report_of_200_characters_is_routed_within_400_microseconds(demo_city: CityPack) -> None:
    router = Router(demo_city.tables)
    guesses = [("0101", 0.6), ("0607", 0.3), ("0601", 0.1)]
    assert router.route(TEXT, classification=guesses, on=TODAY).unit
    assert seconds(lambda: router.route(TEXT, classification=guesses, on=TODAY)) < 400e-6
