"""Where a name may end: what follows it, and signs that places end on."""

import re
from functools import lru_cache

from classifiers.name_words import NEVER
from classifiers.segment import begins_with_an_act
from classifiers.segment import cut_known as _cut

# A few signs at a time, often the same: 老板拖欠, 业主反映.
cut_known = lru_cache(maxsize=4096)(_cut)
HAN_SIGNS = r"\u3400-\u9fff\U00020000-\U0003ffff"
# What may follow a name of two signs.
AFTER = re.compile(
    rf"$|[^{HAN_SIGNS}]|[的是在于向因系和与及从被把将已有称说不没到来打很也拖拿收跟去以对住等未欠骗开让要给今出等先却竟]"
    r"|电话|手机|联系|身份|今年|男|女|先生|女士|同志|年龄|性别|递交|提交|表示|认为|要求|申请|提出|购买|租[的了房]|养[的了]|借[了走钱]|合伙|合租|合开|吵架|离婚|结婚|同居|[一二两三四五六几][个位名]|急|卖[了给]|写的|签[的了字]|负责|承包|带着|伙同|当场|突然|至今|去年|昨[天晚]|前天|上[周个]|目前|现在|因|失踪|走失|死[亡了]|去世|受伤|上班|瘫痪|患[有上病]|生病|摔[倒伤断]|晕|骨折|两[人兄姐夫口家]|[他她]们|夫妻|夫妇|父子|母子|母女|父女|兄弟|姐妹|反映|投诉|举报|希望|请求|户籍|原籍|现年|工号|态度|私自|擅自|违规"
    r"|退休|社保|医保|驾照|工资|住院|户口|低保|残疾|[一二三四五六]年级|名下|卷|立即|互殴|一直|多次|曾|经常|答应|承诺|强行|霸占|半夜|每天|天天|赌博|酗酒|吸毒|动手|打[我人了她他]|骚扰|威胁|辱骂|骂|吓唬|跟踪|纠缠|堵[门我]|偷|抢|砸|踹|恐吓|长期|无故|家"
)
PLACE_END = frozenset("省村镇乡县市区街路厂店庄屯寨桥苑院校局站厅科处室队层栋幢巷弄园郡府湾")
TITLE = re.compile(
    r"先生|女士|小姐|阿姨|师傅|老师|同志|同学|某|总|经理|主任|局长|科长|处长|院长|所长|站长|队长|医生|大夫|大爷|大妈|大娘|大叔|大哥"
    r"|大姐|奶奶|爷爷|书记|村长|校长|警官|老板|律师|法官|教授|教练|[姐哥叔婶伯姨爷工董队所局科处某家]|老|医师|护士|主管|主席|会计|老板"
    r"|[校厅县市庭部镇乡区园店厂组班课会]长|姓|氏|男|女"
)
# What ends no given name, though some given names hold it.
PARTICLES = frozenset("以于已从并等是有来行至自用者和曾也都又再无能氏") | set(NEVER)
POST_BEHIND = re.compile(
    r"局长|书记|主任|市长|县长|区长|镇长|部长|厅长|处长|科长|院长|校长|教授|总理|主席|省长"
    r"|[省市县区厅局处科]|故居|纪念|烈士|品牌|专卖|先生的|奖|杯|他们那"
)
_PLACE_BEHIND = re.compile(
    r"大[街道厦楼酒]|小[学区]|中[学心]|医|学|幼儿|广场|公[司园寓]|花园|家园|超市|商|酒|饭|宾馆|餐|食|美[容发]|药|酱|品|茶|集团|工[业厂]|国际|教育|培训|口腔|健身|物业|地产|置业|建材|家居|电[器子影]|科技|组(?![长织成])"
    r"|的(?:剪刀|菜刀|[刀工]具|指甲[刀剪]|锅具|炒锅|酱油|[老米陈香]醋|料酒|辣[椒]?酱|豆瓣酱|火锅底料|月饼|糕点|腐乳|瓜子|电[钻锯]|扳手|钳子|螺丝刀|锤子|面霜|口红|洗发水|牙膏|墨水|膏药)"
    r"|十三香|地铁|公交|中医|西医|麻辣|烧烤|火锅|剪刀|菜刀|[雕铜石塑]像|[祠庙]|故里|牛肉|烧饼|出行"
)
_THEY = re.compile("[他她]们|那[家伙人]|一家|[这那]个人|[两三几]个|[夫父母兄姐]")
_ACT_READ = 6


def is_called_after(text: str, end: int) -> bool:
    """Whether a house, a shop, a statue is called by the name that ends there, or it has a post."""
    return bool(_PLACE_BEHIND.match(text, end) or POST_BEHIND.match(text, end))


def ends_there(text: str, end: int, *, is_sure: bool) -> bool:
    """Whether a name that no word announces may end there.

    is_sure  its signs are hardly anything else than a name: then an act may follow too
    """
    if text[end : end + 1] in PLACE_END or _PLACE_BEHIND.match(text, end):
        return False
    if AFTER.match(text, end) or _THEY.match(text, end):
        return True
    return is_sure and begins_with_an_act(text[end : end + _ACT_READ])
