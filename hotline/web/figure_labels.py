"""Texts of the pages of figures: rates, the leader's morning, the map, open data."""

# Rates: name, what is counted and of what.
RATES = {
    "sign": ("按时签收率", "按时签收 / 首次办理，签收时限落在本期、已签收或已届满的"),
    "contact": ("按时联系率", "按时先行联系 / 首次办理，联系时限落在本期、已联系或已届满的"),
    "on_time": ("按时办结率", "按时答复 / 办理时限落在本期、已答复或已届满的每次办理"),
    "solved": ("解决率", "诉求人认为已解决 / 本期评价、说了是否解决的诉求人"),
    "satisfied": ("满意率", "基本满意及以上 / 本期评价、给了满意度的诉求人"),
    "duration": ("平均办理时长", "从签收到答复的工作时间 / 本期办结、退回重办的每次办理"),
    "direct": ("直办率", "热线直接答复 / 本期反映的工单，不含并单、撤诉"),
    "first_time": ("一次派准率", "派出后未被退回、改派 / 本期首次派出的工单"),
    "returned": ("退单率", "申请过退单 / 本期派到的工单"),
    "improper": ("不当退单率", "未获同意 / 本期申请、已决定的退单"),
    "reworked": ("重办率", "第二次及以后办理 / 本期办结的工单"),
    "extended": ("延期率", "批准过延期 / 办理时限落在本期、已答复或已届满的每次办理"),
    "suspended": ("挂账率", "挂账 / 此刻由单位承办的未办结工单"),
    "repeated": ("重复诉求率", "与此前诉求重复或并单 / 本期反映的工单，不含撤诉"),
}

# Why a matter is one of today's, and how its sign looks.
PRESSING = {
    "danger": ("险情", "late"),
    "crowd": ("集中反映", "late"),
    "late": ("紧急逾期", "late"),
    "sore": ("反复反映", "urgent"),
    "alarm": ("敏感", "urgent"),
    "unit": ("单位超时", "late"),
}

# Which of the tickets of a rate are listed.
RATE_PARTS = {"whole": "分母", "part": "分子", "missing": "分母中不在分子的"}

# Further stretches with which what came in is compared.
EARLIER = {"week": "比上周同期", "month": "比上月同期"}

MAP_MEASURES = {
    "tickets": "反映件数",
    "residents": "每万人",
    "late": "在办超时",
    "satisfied": "满意率",
}
MAP_POINT = "{title}：{people} 人，{n} 件"
MAP_LEVELS = {"district": "区县", "street": "街道（镇）"}

# Open data.
DIMENSION = {
    "category": "诉求分类",
    "district": "区县",
    "channel": "渠道",
    "request_type": "诉求类型",
}
DATA_COLUMNS = ("月份", "维度", "代码", "名称", "件数")
NOT_KNOWN = "未定"
WITHHELD = "空缺为少于 5 件，或为不让人从合计推算而一并略去；不含保密诉求"
FEED_TITLE = "{city}12345热线解答"
REPLIES_TITLE = "{city}12345热线有问有答"
REPLIES_STORY = "问：{asked}\n答（{unit}）：{replied}"
