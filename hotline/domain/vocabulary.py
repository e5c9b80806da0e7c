"""The closed lists of words that reports and tickets use: keys inside, Chinese names at the
edges.
"""

# Monday to Sunday, behind 周 or 星期.
WEEKDAYS = "一二三四五六日"
REQUEST_TYPES = {
    "consult": "咨询",
    "help": "求助",
    "complaint": "投诉",
    "report": "举报",
    "suggestion": "建议",
    "praise": "表扬",
    "other": "其他",
}
URGENCIES = {"normal": "一般", "urgent": "紧急", "critical": "特急"}
# What is served first in a queue, by urgency; behind them what has a red word, then all else.
_SERVED_FIRST = ("critical", "urgent")
RED_PRIORITY, USUAL_PRIORITY = 2, 3
IDENTITIES = {"real": "实名", "hidden": "隐名", "anonymous": "匿名"}
SECRECIES = {"open": "公开", "private": "不公开", "confidential": "保密"}
CALLER_KINDS = {"person": "个人", "enterprise": "企业", "organisation": "组织"}
# What most proxies are to the caller; others are typed.
RELATIONS = ("子女", "父母", "配偶", "亲属", "邻居", "员工", "律师", "社区工作人员")
CHANNELS = {
    "phone": "电话",
    "web": "网站",
    "chat": "在线客服",
    "wechat": "微信",
    "miniprogram": "小程序",
    "app": "手机应用",
    "open311": "Open311",
    "letter": "来信",
    "visit": "窗口",
    "import": "导入",
    "transfer": "上级转办",
}
RESULTS = {"solved": "已解决", "partly": "部分解决", "explained": "解释说明", "unsolved": "未解决"}
RETURN_REASONS = {
    "not_our_duty": "不属本单位职责",
    "not_our_area": "不属本辖区",
    "duplicate": "重复工单",
    "missing_facts": "要素不全无法办理",
    "litigation": "已进入诉讼、复议或信访程序",
}
REJECT_REASONS = {
    "outside_city": "不属本市管辖",
    "emergency_line": "应拨打 110、119、120、122",
    "other_organs": "属党委、人大、政协、法院、检察院、军队事项",
    "legal_procedure": "应通过或已进入诉讼、仲裁、复议、信访程序",
    "secret": "涉及国家秘密、商业秘密或个人隐私",
    "finished": "正在办理或已依法办结且无新事实",
    "no_request": "无实际诉求或恶意骚扰",
}
RATINGS = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
RATING_REASONS = {
    "attitude": "态度",
    "speed": "效率",
    "outcome": "结果",
    "policy": "政策",
    "other": "其他",
}
CALLBACK_WAYS = {"phone": "人工电话", "sms": "短信", "robot": "智能外呼", "online": "网络"}
EXCLUSION_REASONS = {
    "not_our_duty": "不属本单位职责",
    "unreasonable": "诉求不合法或不合理",
    "unreachable": "多次联系不上诉求人",
    "duplicate": "同一诉求人重复反映",
    "legal_procedure": "已进入诉讼、复议或信访程序",
    "no_policy": "现行法律政策不支持",
    "suspended": "经批准挂账",
    "law_enforcement": "行政执法、行政调解结果",
    "force_majeure": "不可抗力",
}
UNIT_KINDS = {
    "bureau": "市级部门",
    "government": "区县政府",
    "district_bureau": "区级部门",
    "street": "街道乡镇",
    "utility": "公共服务企业",
    "specialist": "专业机构",
    "village": "村居",
    "section": "科室",
}
METRICS = {
    "signing": "及时签收",
    "contact": "响应（先行联系时限）",
    "on_time": "按时办结",
    "first_contact": "先行联系（诉求人确认）",
    "resolution": "解决",
    "satisfaction": "满意",
    "bad_reviews": "差评整改",
}
LEVELS = {"urge": "催办", "written": "书面督办", "site": "现场督办", "listing": "挂牌督办"}
# Of the units that stand by for the danger of a ticket that is merged.
STANDBY = {"go_on": "继续待命，随主单处置", "stand_down": "险情已解除，不再待命"}
UNMEANT = {"looked": "已看过正文，不是在反映它"}
CONTACT_WAYS = {"phone": "电话", "visit": "上门", "sms": "短信", "online": "网络", "none": "未联系"}


def key_of(names: dict[str, str], value: str) -> str | None:
    """The key for a key or a Chinese name, or None."""
    value = value.strip()
    if value in names:
        return value
    return next((key for key, name in names.items() if name == value), None)


def priority_of(urgency: str, *, is_red: bool) -> int:
    """Place of a ticket in a queue, 0 for the first: 特急, 紧急, red words, all else."""
    if urgency in _SERVED_FIRST:
        return _SERVED_FIRST.index(urgency)
    return RED_PRIORITY if is_red else USUAL_PRIORITY
