"""Telephones: mobile, fixed, 400, abroad."""

from classifiers.personal_data.pattern import GAP, alone, pattern

_MOBILE = (
    rf"(?:{alone('1')}|{alone('8')}6{GAP}1|{alone('0')}086{GAP}1|{alone('[+]')}86{GAP}1"
    rf"|{alone('[(]')}(?:[+]|00)?86[)]{GAP}1)"
)
_PARTED = r" ?[,、/\n\r]{1,2} ?"
# A line may end within a number.
_GAP = rf"(?:{GAP}|[ ._·-]{{0,2}}\r?\n {{0,2}})"
_AND_THEN = (
    r"[，,、 ]{0,2}(?:后[面边头]|后半段|后[四五六七八几]位|尾号|然后|再|接着)"
    r"(?:几位)?的?[是为:： ]{0,2}"
)
# 135，嗯，中间是6677，最后0912: what is said between the parts of a number told by heart.
_FILLER = (
    r"(?:嗯|啊|呃|额|哦|哎|那个|这个|然后|再|接着|后面?|前面?|中间|最后|末尾|开头|打头|头三位|[前后]?[三四]位数?|结尾|尾号"
    r"|就?是|的|我想想|等一下|对|[，,、。… ])"
)
_SAID = rf"{_FILLER}{{1,8}}"
_BY_WORDS = rf"[，,、。… ]{{0,3}}(?![，,、。… ]){_SAID}"
_NO_AMOUNT = r"(?![\d元万亿]|\.\d+[元万])"
# 前三位是139，当中四位2046: whatever is said, if one of these is said between two parts.
_NO_PART = r"(?![\d元万亿块年月号路个份人米平%度])"
_TOLD = (
    rf"{_NO_PART}(?=[^\d\n]{{0,8}}?(?:[，,、嗯啊呃对哦]|[前后末尾中]|再|接|然|跟着|最|位|打头|开头))"
    r"[^\d\n。；;！!？?]{1,10}"
)
_CALLED = r"(?:电话|座机|固话|手机|小灵通|联系方式|号码|致电|拨打|机号|家里|家中|宅电|联系)"
# 86 3 2 175: a local number with blanks wherever its owner takes breath.
_BREATHED = r"(?!20[0-3]\d )[2-8](?: ?\d){6,7}(?! ?\d)"
_SPELT_END = r"(?=[,，。;；、 )]|$|[打找是就白晚随]|联系)"
_AREA = rf"(?:[(](?<!\d.)0|{alone('0')})(?:10|2\d|[3-9]\d{{2}})[)]?"
_EXTENSION = r"(?: ?[-转分] ?(?:机|转)?[ :：]?\d{1,5})?"

PHONES = (
    pattern("phone", "number", r"[+](?!86)\d{1,3}[ -]?[(]?\d[\d ()-]{4,15}\d(?!\d)"),
    pattern(
        "phone", "number", r"8(?<![\d.].)(?:52|53|86)[ -]\d{3,4}[ -]?\d{3,4}(?:[ -]?\d{1,3})?(?!\d)"
    ),
    pattern(
        "phone",
        "number",
        r"0(?<![\d.].)0(?:1|44|81|82|65|61|852|853|886)[ -]?\d[\d -]{5,12}\d(?!\d)",
    ),
    pattern("phone", "number", r"[(](?:00|[+])?(?:852|853|886)[)] ?\d{3,4}[ -]?\d{3,5}(?!\d)"),
    # 138 1234 5678 and other groups of three and four; each digit apart.
    pattern("phone", "number", rf"{_MOBILE}[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_NO_AMOUNT}"),
    pattern("phone", "number", rf"{_MOBILE}[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}{_NO_AMOUNT}"),
    pattern("phone", "number", rf"{_MOBILE}[3-9]\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}{_NO_AMOUNT}"),
    pattern("phone", "parted", rf"{alone('1')}[3-9]\d{_PARTED}\d{{4}}{_PARTED}\d{{4}}{_NO_AMOUNT}"),
    pattern("phone", "number", rf"[(]1[3-9]\d[)]{GAP}\d{{4}}{GAP}\d{{4}}(?!\d)"),
    pattern("phone", "number", rf"{_MOBILE}[ ._*·-]{{1,3}}[3-9](?:[ ._*·-]{{1,3}}\d){{9}}(?!\d)"),
    # 138 12 34 56 78, 13 8 1 2 3 ..., 1 3 8 12345678, if no other digit stands beside.
    pattern(
        "phone",
        "number",
        rf"{alone('1')}(?<!\d .)(?:[3-9]\d(?: \d\d){{4}}| ?[3-9] ?\d(?:(?: \d){{8}}| \d{{8}}))"
        rf"(?! ?\d){_NO_AMOUNT}",
    ),
    pattern("phone", "number", rf"{_CALLED}[^\d\n]{{0,5}}(1{GAP}[3-9](?:[/]?{GAP}\d){{9}})(?!\d)"),
    pattern("phone", "number", rf"{_AREA}[ -]{{0,2}}[2-9]\d{{6,7}}{_EXTENSION}(?!\d)"),
    pattern("phone", "number", rf"{_AREA}[ -]{{0,2}}[2-9]\d{{2,3}}[ -]\d{{4}}{_EXTENSION}(?!\d)"),
    pattern(
        "phone",
        "number",
        rf"{_CALLED}[^\d\n]{{0,5}}([2-8]\d{{2,3}}[ -]?\d{{4}}{_EXTENSION})(?![\d年元])",
    ),
    pattern(
        "phone",
        "number",
        rf"{_CALLED}[^\d\n]{{0,5}}([2-8](?:[ .-]\d){{6,7}}{_EXTENSION})(?![ .-]?\d){_NO_AMOUNT}",
    ),
    pattern(
        "phone",
        "dictated",
        rf"(?:电话|手机|号码|打我|联系)[^\d\n]{{0,8}}(1[3-9]\d{_SAID}\d{{4}}{_SAID}\d{{4}}){_NO_AMOUNT}",
    ),
    pattern("phone", "dictated", rf"{alone('1')}[3-9]\d{_TOLD}\d{{4}}{_TOLD}\d{{4}}{_NO_PART}"),
    pattern("phone", "dictated", rf"{alone('1')}[3-9]\d{_TOLD}\d{{8}}{_NO_PART}"),
    pattern("phone", "area", rf"{_AREA}{_TOLD}[2-9]\d{{2,3}}{_TOLD}\d{{4}}{_NO_PART}"),
    pattern("phone", "number", rf"{_AREA}[ -]{{0,2}}{_BREATHED}{_NO_PART}"),
    pattern("phone", "number", rf"{_CALLED}[^\d\n]{{0,5}}(?!\d000 )({_BREATHED}){_SPELT_END}"),
    # A word between the parts tells it from amounts: 135，嗯，6677，0912.
    pattern(
        "phone",
        "dictated",
        rf"{alone('1')}[3-9]\d{_BY_WORDS}\d{{4}}{_SAID}\d{{4}}{_NO_AMOUNT}",
    ),
    pattern(
        "phone",
        "dictated",
        rf"{alone('1')}[3-9]\d{_SAID}\d{{4}}{_BY_WORDS}\d{{4}}{_NO_AMOUNT}",
    ),
    pattern("phone", "dictated", rf"{alone('1')}[3-9]\d{_BY_WORDS}\d{{8}}{_NO_AMOUNT}"),
    # 前面是13777，后面是604128.
    pattern(
        "phone",
        "halves",
        rf"{alone('1')}[3-9]\d(?:[ -]?\d){{0,5}}(?:{_AND_THEN}\d{{4}})?"
        rf"{_AND_THEN}\d{{4,8}}(?![\d元年])",
    ),
    pattern("phone", "number", rf"{alone('[48]')} ?0 ?0(?:[ -]?\d){{7}}{_EXTENSION}{_NO_AMOUNT}"),
    pattern(
        "phone",
        "tail",
        r"[，,；;。、 ][后末][四六]位数?字?[是为:： ]{0,3}(\d{4,6})(?![\d元年])",
    ),
)
# Before all others, for their last part has the form of other numbers too.
DICTATED = tuple(phone for phone in PHONES if phone.sign in ("dictated", "halves", "area"))
