"""Whether callers ask to be kept out of sight: 请保密, 不要让他们知道是我, 怕被报复."""

import re

from classifiers.folding import fold

_SOMEBODY = (
    r"(?:他们?|她们?|对方|别人|人家|任何人|老板|单位|物业|学校|公司|领导|村里|被[^，。]{1,4}[人方])"
)
_WISHES = re.compile(
    "|".join(
        (
            r"(?:请|要求|希望|务必|一定|麻烦|帮我?|替我|为我|给我|对我|能不能|能否|可否|可以|需要|予以)[^，。！？；\n]{0,8}保密",
            r"(?<!不)(?<!不用)(?<!无需)保密(?:处理|办理|举报|反映|我的|本人|身份|个人信息)",
            r"(?:身份|姓名|名字|电话|号码|信息)[^，。！？；\n]{0,4}(?:保密|不要透露|不要公开|不要泄露|别透露|不能透露|别泄露)",
            r"(?:不要|别|勿|不能|不想|不希望|不得)[^，。！？；\n]{0,6}(?:透露|泄露|泄漏|公开|暴露)"
            r"[^，。！？；\n]{0,6}(?:我|本人|举报人|投诉人|诉求人|反映人|身份|姓名|名字|电话|个人信息)",
            rf"(?:不要|别|不能|不想|不希望)(?:让|被|给|叫)?{_SOMEBODY}[^，。！？；\n]{{0,4}}知道",
            rf"(?:不要|别|不能)告诉{_SOMEBODY}[^，。！？；\n]{{0,6}}(?:我|谁)",
            rf"(?:怕|担心)(?:让|被)?{_SOMEBODY}[^，。！？；\n]{{0,4}}知道",
            r"(?<!不)(?<!不用)(?:怕|担心|唯恐)[^，。！？；\n]{0,8}(?:报复(?!社会)|穿小鞋|找我麻烦|找我算账|针对(?!性))",
            r"(?:我要?|想|请求|要求|请|希望)匿名|匿名(?:举报|反映|投诉)(?!信)",
        )
    )
)
_NOT_ONE = re.compile(
    r"保密(?:协议|局|费|制度|工作|柜|期|条款|义务|合同|规定|单位|法)|不(?:用|需要?|必)[^，。]{0,3}保密|无需[^，。]{0,3}保密"
)


def secrecy_wishes(text: str) -> tuple[str, ...]:
    """The words that ask for it, as they stand in the text, in its order; none: nobody asks."""
    folded = fold(text)
    wishes = (
        text[match.start() : match.end()]
        for match in _WISHES.finditer(folded)
        if not _NOT_ONE.search(folded, max(0, match.start() - 4), match.end() + 2)
    )
    return tuple(dict.fromkeys(wishes))
