"""Where a name may end: what follows it, and signs that places end on."""

import re
from functools import lru_cache

from classifiers.segment import cut_known as _cut

# A few signs at a time, often the same: 老板拖欠, 业主反映.
cut_known = lru_cache(maxsize=4096)(_cut)
HAN_SIGNS = r"\u3400-\u9fff\U00020000-\U0003ffff"
# What may follow a name of two signs.
AFTER = re.compile(
    rf"$|[^{HAN_SIGNS}]|[的是在于向因系和与及从被把将已有称说不没到来打很也拖拿收跟去以对住等未欠骗开让要给今出等]"
    r"|电话|手机|联系|身份|今年|男|女|先生|女士|同志|年龄|性别|递交|提交|表示|认为|要求|申请|提出|购买|租[的了房]|养[的了]|借[了走钱]|卖[了给]|写的|签[的了字]|负责|承包|带着|伙同|当场|突然|至今|去年|昨[天晚]|前天|上[周个]|目前|现在|因|失踪|走失|死[亡了]|去世|受伤|上班|两[人兄姐夫口家]|[他她]们|夫妻|夫妇|父子|母子|母女|父女|兄弟|姐妹|反映|投诉|举报|希望|请求|户籍|原籍|现年|工号|态度|私自|擅自|违规"
    r"|退休|社保|医保|驾照|工资|住院|户口|低保|残疾|[一二三四五六]年级|名下|卷|立即|互殴|一直|多次|曾|经常|答应|承诺|强行|霸占|半夜|每天|天天|赌博|酗酒|吸毒|动手|打[我人了她他]|骚扰|威胁|辱骂|骂|吓唬|跟踪|纠缠|堵[门我]|偷|抢|砸|踹|恐吓|长期|无故|家"
)
PLACE_END = frozenset("省村镇乡县市区街路厂店庄屯寨桥苑院校局站厅科处室队层栋幢巷弄园郡府湾")
