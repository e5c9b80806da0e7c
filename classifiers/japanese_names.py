"""Japanese names as Chinese signs write them: 山本健太郎, 佐藤美咲."""

import re

# The most frequent surnames of two signs or three, in simplified signs.
_SURNAMES = (
    "佐藤 铃木 高桥 田中 渡边 渡部 伊藤 中村 小林 山本 加藤 吉田 山田 佐佐木 松本 井上 木村 "
    "斋藤 斎藤 清水 山口 池田 桥本 阿部 石川 山崎 中岛 中島 前田 小川"
    " 藤田 冈田 後藤 后藤 长谷川 村上 近藤 石井 坂本 远藤 青木 藤井 西村 福田 太田 三浦 藤原 "
    "冈本 松田 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田"
    " 上田 森田 小岛 柴田 宫崎 酒井 工藤 横山 宫本 内田 高木 安藤 岛田 谷口 大野 丸山 今井 "
    "高田 藤本 武田 村田 上野 杉山 增田 大塚 平野 千叶 久保 松井"
    " 小山 野口 菊池 佐野 木下 野村 松尾 菅原 新井 古川 小泉 岩崎 樱井 松下 北村 安田 川口 "
    "五十岚 本田 川崎 水野 望月 荒木 永井 浜田 大西 星野 小松 川上"
    " 早川 大岛 浅野 片山 吉川 三宅 渡辺 中田 秋山 吉村 土屋 堀内 大久保 黑田 石原 关口 宫田 "
    "西田 松村 樋口 福岛 矢野 冈崎 西川 荒井 松冈 小田 服部"
)
_OWN = (
    "太郎一二三子美介也树雄夫彦彥香奈惠纪代和浩健翔拓真由加绫爱菜优花莉里沙织枝江希大辅辉义明"
    "正信秀裕直哲隆俊康博智恒雅晴咲结衣莲悠斗颯飒阳翼凉瞳幸良男人助平次郎吾司志保佳"
)
_NAME = re.compile(rf"(?:{'|'.join(_SURNAMES.split())})([{_OWN}]{{1,3}})")


def japanese_length(run: str, *, is_sure: bool) -> int:
    """The length of the name with which `run` begins; 0 for none.

    is_sure  the words around say that a name stands there: then one sign is enough for a given name
    """
    match = _NAME.match(run)
    if match is None or (len(match[1]) == 1 and not (is_sure and len(run) == match.end())):
        return 0
    return match.end()
