"""Names, places and units of a text, against cutting it into words.

    python -m benchmarks.routing

Every figure is microseconds of CPU for one text of 200 characters, best of five rounds, and its
ratio to the segmenter's.
"""

from collections.abc import Callable
from datetime import date
from itertools import islice, product
from time import process_time

from classifiers.segment import segment
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from routing.gazetteer import Gazetteer
from routing.router import Router
from routing.similar import PastCase, SimilarCases
from routing.tables import Area, Place

TODAY = date(2026, 3, 9)
AREAS = (Area("01", "东湖区", "district"), Area("0101", "湖滨街道", "street", "01"))
GUESSES = [("0101", 0.6), ("0607", 0.3), ("0601", 0.1)]
TEXT = (
    "我住在东湖区湖滨街道，反映人民路与解放路路口每天晚上有人摆摊，噪音扰民，影响居民休息，多次向有关部门反映没有得到解决，"
    "希望尽快处理。该处夜市从晚上七点一直到凌晨两点，油烟很大，音响声音很高，地上垃圾遍地，第二天早上也没有人打扫，"
    "小区里有老人和小孩，根本没法睡觉，希望协调解决占道经营问题，期待早日得到回复和处理，谢谢各位领导的关心和支持，祝工作顺利。"
)[:200]


def main() -> None:
    city = read_pack(DEMO).pack
    if city is None:
        raise SystemExit("示例市 has faults: run hotline city check hotline/city/demo")
    demo, router = Gazetteer(city.tables.areas, city.tables.places), Router(city.tables)
    few, many = (Gazetteer(AREAS, _places(count)) for count in (500, 50_000))
    memory = _memory(200_000)
    base = _microseconds(lambda: segment(TEXT))
    rows: list[tuple[str, Callable[[], object]]] = [
        ("cut into words", lambda: segment(TEXT)),
        ("names, 示例市", lambda: demo.mentions(TEXT)),
        ("names, 500 places", lambda: few.mentions(TEXT)),
        ("names, 50,000 places", lambda: many.mentions(TEXT)),
        ("place of occurrence", lambda: demo.locate(TEXT)),
        ("whole route", lambda: router.route(TEXT, classification=GUESSES, on=TODAY)),
        (
            "200,000 past cases",
            lambda: memory.evidence(TEXT, category="0101", place="小区7", street="0007", on=TODAY),
        ),
        ("read the city pack", lambda: read_pack(DEMO)),
    ]
    for name, work in rows:
        cost = _microseconds(work, 3 if name.startswith("read") else 200)
        print(f"{name:<24}{cost:>12.1f} µs{cost / base:>10.1f} x")


def _microseconds(work: Callable[[], object], times: int = 200) -> float:
    rounds = []
    for _ in range(5):
        begun = process_time()
        for _ in range(times):
            work()
        rounds.append((process_time() - begun) / times)
    return min(rounds) * 1e6


def _places(count: int) -> list[Place]:
    heads, middles = "阳明湖山东西南北金银春秋江河松柏", "光景悦翠华庭福安宁康和顺泰锦绣云"
    tails = ("花园", "小区", "家园", "路", "街", "大厦", "学校", "市场")
    names = ("".join(parts) for parts in product(heads, middles, middles, heads, tails))
    return [Place(name, "estate", ("0101",)) for name in islice(names, count)]


def _memory(count: int) -> SimilarCases:
    return SimilarCases(
        PastCase(
            "0101",
            f"小区{number % 3000}",
            f"{number % 60:04}",
            f"U{number % 7}",
            TODAY,
            text="楼顶有人搭建彩钢棚",
        )
        for number in range(count)
    )


if __name__ == "__main__":
    main()
