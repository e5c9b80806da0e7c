"""Invented people: names from common characters, telephone numbers of a range that no network
uses.
"""

from dataclasses import dataclass
from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛段郝顾龚"
    "邵万覃武钱戴严莫孔向常汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅鹏辉玲飞建国志文海燕波宁雪琴峰浩宇"
    "欣怡佳慧思雨晨子涵俊凯嘉琪云晓东春秀珍凤莲"
)
NEW_CALLER = 0.82


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str


class Callers:
    """Draws callers; some have called before."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.known: list[Person] = []

    def draw(self) -> Person:
        if self.known and self._random.random() > NEW_CALLER:
            return self._random.choice(self.known)
        return self.new()

    def new(self) -> Person:
        person = Person(invent_name(self._random), f"100{len(self.known):08d}")
        self.known.append(person)
        return person


def invent_name(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(
        random.choice(GIVEN) for _ in range(random.choice((1, 2, 2)))
    )
