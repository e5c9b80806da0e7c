"""Reports in people's own words: spoken, rambling, angry, misspelt, each with its category and its
request type.
"""

from collections.abc import Iterator
from importlib.resources import files
from random import Random
from typing import NamedTuple

_FOLDER = files("classifiers.material")
TYPES = {
    "q": "consult",
    "h": "help",
    "c": "complaint",
    "r": "report",
    "s": "suggestion",
    "p": "praise",
}
# Names that no city has, of signs that also speak of matters (水, 电, 安置): they teach a model to
# pass over the names of places.
_FIRST = [
    "锦绣",
    "阳光",
    "水岸",
    "翠竹",
    "金色",
    "龙湖",
    "碧水",
    "东方",
    "新城",
    "和平",
    "团结",
    "建设",
    "解放",
    "人民",
    "幸福",
    "康乐",
    "长江",
    "黄河",
    "梅花",
    "桂花",
    "春天",
    "水电",
    "热电",
    "安置",
    "拆迁",
    "铁路",
    "矿山",
    "电力",
    "石油",
    "纺织",
    "机械",
    "农机",
    "医药",
    "学林",
    "书香",
    "文化",
    "体育",
    "广电",
    "邮电",
    "公交",
    "港口",
    "江南",
    "绿地",
    "中央",
    "国际",
    "世纪",
    "花样",
    "香樟",
    "银杏",
    "枫林",
    "月牙",
    "双桥",
    "五里",
    "大王",
    "小李",
    "张家",
    "王家",
    "下河",
    "西坡",
    "南岗",
    "北山",
]
_LAST = [
    "小区",
    "花园",
    "家园",
    "新村",
    "苑",
    "路",
    "街",
    "大道",
    "村",
    "镇",
    "广场",
    "小学",
    "大厦",
    "公寓",
    "名邸",
    "府",
    "里",
    "湾",
]
_IN_PLACES = ("{name}{text}", "{text}，{name}", "我住{name}，{text}", "{text}。地址{name}")


class SpokenLesson(NamedTuple):
    """`code` is "" where only the request type is taught."""

    code: str
    request_type: str
    text: str


def spoken_lessons() -> Iterator[SpokenLesson]:
    """All of the files, in their order: `# code name` opens a category, a letter before each
    text says its type.
    """
    folder = sorted(_FOLDER.iterdir(), key=lambda file: file.name)
    for file in folder:
        if not (file.name.startswith("spoken-") or file.name == "requests.txt"):
            continue
        code = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("#"):
                code = line[1:].split()[0]
            elif line.strip():
                yield SpokenLesson(code, TYPES[line[0]], line[2:].strip())


def spoken_texts(*, seed: int = 7) -> tuple[list[str], list[str]]:
    """Texts and codes: each lesson alone, twice at a place, and twice beside what callers say about
    anything.
    """
    chance = Random(seed)
    background = _FOLDER.joinpath("background.txt").read_text("utf-8").splitlines()
    texts: list[str] = []
    codes: list[str] = []
    for code, _, text in spoken_lessons():
        if not code:
            continue
        placed = [
            chance.choice(_IN_PLACES).format(name=made_up_name(chance), text=text) for _ in range(2)
        ]
        beside = ["，".join(chance.sample([text, chance.choice(background)], 2)) for _ in range(2)]
        texts += [text, *placed, *beside]
        codes += [code] * (1 + len(placed) + len(beside))
    return texts, codes


def made_up_name(chance: Random) -> str:
    return chance.choice(_FIRST) + chance.choice(_LAST)
