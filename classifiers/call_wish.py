"""Whether callers ask not to be called: 别打电话, 不方便接电话, 只能发短信. Who hides from somebody
in the next room is given away by a ringing phone.
"""

import re

from classifiers.folding import fold

# 别打电话给我妈 is about somebody else.
_OTHERS = r"(?!给(?!我(?![爸妈爹娘家老父母儿女姐哥弟妹们]))|叫|催)"
_WISH = re.compile(
    rf"(?:别|不要|不用|勿|不能|不许|不准|不可以)(?:再|先|给我|往我这|往这|直接)*[打回拨来]?(?:我的?)?电话{_OTHERS}"
    r"|(?:别|不要|勿|不能)(?:再|先|直接)*(?:回拨|回电|来电)"
    r"|(?:不方便|不便|没法|无法|不能|不敢|接不了)[^，。！？；\n]{0,3}(?:接听?|讲|打)?(?:电话|来电)"
    r"|不(?:方便|便|能|敢)(?:说话|出声|讲话)"
    r"|(?:请|只能|麻烦|改|最好)[^，。！？；\n]{0,3}[发回](?:个)?(?:短信|微信|信息|消息)"
)


def wishes_no_call(text: str) -> bool:
    return _WISH.search(fold(text)) is not None
