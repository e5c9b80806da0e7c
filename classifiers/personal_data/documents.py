"""Numbers of identity cards, certificates, bank and social cards, files on a person."""

from classifiers.personal_data.pattern import LINK, alone, pattern

_GAP = r"[ .·*_-]{0,2}"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_CODE_END = r"(?![\da-z元万年]|\.\d|以上|左右)"
# Letters, then digits that blanks or dashes may part: A31728846, EJ 3310284.
_CODE = r"[a-z]{0,4}[ -]?\d(?:[ -]?\d){5,19}(?:[(][a-z\d][)]|[a-z](?![a-z\d]))?"

_TRAVEL = (
    r"护照|通行证|回乡证|返乡证|台胞证|台湾同胞证|居留证|居留许可|居留身份证|永居证|外国人永久居留证|居住证|签证|旅行证|海员证"
    r"|证件|passport|permit"
)
_SERVICE = (
    r"军官|士兵|士官|警官|警察|文职|文职干部|军人|退役|退役军人|退伍|退伍军人|转业|优待|残疾军人|伤残"
    r"|义务兵|离休"
)
_HELD = (
    r"社保卡?|社会保障卡?|社会保险|医保卡?|医疗保险|公积金|市民卡|公交卡|一卡通|老年卡|敬老卡|就诊卡|诊疗卡|会员卡"
    r"|残疾人?证|残联证|学籍|学号|(?:学生|教师|记者|律师|工作|导游|从业|资格|执业|死亡|准生|老年|护士)证|考生号|准考证|报名号|病历|病案|住院号?|门诊号?|就诊|档案编?|车架|发动机"
    r"|户号|(?:水|电|燃?气|煤气|天然气|热力)表编?号|燃气号|热力号|驾驶?证|结婚证|离婚证|出生证|低保证|养老保险|个人编?|客户编?|用户编?"
)

DOCUMENTS = (
    pattern(
        "id_number",
        "number",
        rf"(?:{_HELD})(?!热线|客服|[咨询服务]{{2}}|电话|中心)"
        rf"[^\da-z\n，。；,;]{{0,3}}{LINK}({_CODE}){_CODE_END}",
    ),
    pattern("id_number", "number", r"[gjl](?<![a-z\d].)\d{17}[\dx](?![a-z\d])"),
    pattern(
        "id_number",
        "number",
        rf"{alone('[1-9]')}(?:[ -]?\d){{5}}{_GAP}(?:19|20)\d{{2}}{_GAP}{_MONTH}{_GAP}{_DAY}"
        rf"{_GAP}\d{{3}}{_GAP}[\dx叉](?:\d{{2}})?(?![\da-z])",
    ),
    pattern(
        "id_number",
        "number",
        r"(?:身份证|证件|居民证|身份号|公民号|sfz)[^\d\n]{0,8}"
        rf"([1-9](?:[ -]?\d){{13,16}}[ -]?[\dx叉]){_CODE_END}",
    ),
    pattern(
        "id_number", "number", rf"{alone('[1-6]')}\d{{5}}\d{{2}}{_MONTH}{_DAY}\d{{3}}(?![\da-z])"
    ),
    pattern("id_number", "number", rf"(?:{_TRAVEL})[^\da-z\n]{{0,6}}{LINK}({_CODE}){_CODE_END}"),
    pattern(
        "id_number",
        "number",
        rf"(?:{_SERVICE})证[^\d\na-z，。；,;]{{0,2}}?{LINK}"
        r"((?:[\u4e00-\u9fff]{1,3}字?)?第? ?[a-z]{0,2}\d{6,18}号?)",
    ),
    # The last digits of one tell it from those of all others at a place.
    pattern(
        "id_number",
        "tail",
        r"(?:证件?|[卡号]|手机|电话)号?码?的?[后末尾前][三四五六七八]位数?字?[是为:： ]{0,3}"
        r"(\d{3,8})(?![\d元年])",
    ),
    pattern(
        "id_number",
        "code",
        rf"(?:[员职]?工|学籍|胸牌)编?号码?{LINK}([a-z]{{0,3}}-?\d{{4,12}}){_CODE_END}",
    ),
    pattern("id_number", "tail", r"尾[号数](?:后[三四]位)?[是为:： ]{0,3}(\d{3,6}x?)(?![\d元年])"),
    pattern(
        "id_number",
        "number",
        r"(?:imei|meid|串号|机身码)[^\da-z\n，。；,;]{0,4}(?:imei)?[是为:： ]{0,3}"
        r"([\da-f](?:[ -]?[\da-f]){13,16})(?![\da-z])",
    ),
    pattern("id_number", "number", r"[政参后装军士文武退警南北空海][字]第? ?\d{6,10}号?(?!\d)"),
    pattern(
        "bank_card",
        "number",
        r"(?:卡号|账号|帐号|账户|帐户|存折|银行卡|[存工行社]资?卡|信用卡)[^\d\n]{0,6}"
        r"(\d[\d -]{10,28}\d)(?!\d)",
    ),
    pattern(
        "bank_card",
        "number",
        rf"{alone('[3-6]')}\d{{3}}[ -]?\d{{4}}[ -]?\d{{4}}[ -]?\d{{4}}(?:[ -]?\d{{1,3}})?(?!\d)",
    ),
    pattern("bank_card", "number", rf"卡号[是为:： ]{{0,3}}([a-z]{{1,2}}\d{{6,12}}){_CODE_END}"),
    pattern(
        "id_number",
        "code",
        r"(?:车架号?码?|vin码?|识别代号|发动机号?码?)(?:[后末][四五六七八]位)?[是为:： ]{0,3}"
        r"([a-hj-npr-z\d]{0,12}\d{5})(?![a-z\d])",
    ),
    pattern("id_number", "number", r"l(?<![a-z\d].)[a-hj-npr-z\d]{10}\d{6}(?![a-z\d])"),
)
