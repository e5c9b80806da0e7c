"""Texts of single pages, by what they name; those of the whole house are in `labels`."""

from hotline.domain.workflow import Action

# After something was done the browser is sent on with ?done=KEY; steps declare their own texts.
DONE = {
    "attachments": "已添加附件",
    "published": "已公布本期考核结果",
    "signed-out": "已退出登录",
    "knowledge": "已提交，等待另一人发布",
    "decided": "反馈已处理",
    "own-password": "密码已修改，其他登录已全部退出",
    "ended-sessions": "已退出",
    "second-factor-off": "已停用动态验证码",
    "passkey-added": "已添加通行密钥",
    "passkey-removed": "已删除通行密钥",
    "devices-seen": "已确认",
    "call-notes": "备注已保存",
    "call-tickets": "已关联工单",
    "call-marks": "号码已标记",
    "call-unmarkings": "已解除标记",
    "seat": "已登记分机",
    "seat-state": "状态已更新",
    "ringback": "回拨结果已登记",
    "call-check": "质检结果已保存",
    "call-appeal": "申诉已提交",
    "call-decision": "申诉已处理",
    "token-withdrawn": "令牌已撤销",
    "inbox-changed": "会话入口已更改",
    "inbox-withdrawn": "会话入口已停用",
    "chat-tickets": "诉求已登记，流水号和提取码已告知对方",
    "chat-closings": "会话已结束",
    "bulletin-drafted": "已起草，请核对后签发",
    "redelivered": "已重新排队，马上发送",
    "watched": "已加入关注",
    "unwatched": "已取消关注",
}

# The parameters of the list of tickets.
PARAMETER = {
    "q": "搜索",
    "status": "状态",
    "channel": "渠道",
    "request_type": "诉求类型",
    "urgency": "紧急程度",
    "clock": "当前环节",
    "unit": "承办单位",
    "lead": "主办单位",
    "holder": "当前环节由谁负责",
    "category": "分类",
    "district": "区县",
    "street": "街道",
    "place": "地点",
    "since": "反映时间从",
    "until": "反映时间到",
    "overdue": "已超时限",
    "soon": "即将超时",
    "danger": "险情",
    "issue": "热点编号",
    "hour": "反映的钟点",
    "word": "含有的词",
    "took": "已完成的环节",
    "none": "未定的项目",
    "rest": "除外的项目",
    "sort": "排序",
    "after": "翻页标记",
    "limit": "每页件数",
}

ACCOUNT_STATE = {"active": "启用", "disabled": "停用"}
TOKEN_KIND = {
    "cti": "话务系统（来电事件）",
    "wall": "大屏",
    "gateway": "消息网关",
    "desk": "会话程序",
}
DELIVERY_KIND = {"webhook": "网络回调", "wechat": "微信"}
DELIVERY_EVENT = {"message": "客服消息", "notice": "订阅通知", "media": "取回图片、语音、视频"}
DELIVERY_STATE = {
    "waiting": "待发送",
    "held": "等对方来信",
    "delivered": "已送达",
    "failed": "未送达",
}
FACTOR = {"totp": "动态验证码", "passkey": "通行密钥"}

# The pages about calls, beside each other.
CALL_PAGES = {
    "/calls": "来电记录",
    "/calls/ringbacks": "漏接回拨",
    "/seats": "坐席状态",
    "/calls/figures": "话务指标",
    "/calls/checks": "来电质检",
}

KNOWLEDGE_STATE = {
    "": "全部",
    "pending": "待发布",
    "due": "待复核",
    "expired": "已过期",
    "draft": "草稿",
    "withdrawn": "已撤下",
}

ORDER_VIEW = {
    "open": "未销号",
    "late": "逾期未反馈",
    "answered": "已反馈待销号",
    "closed": "已销号",
    "urge": "催办",
}

BULLETIN_STATE = {"drafted": "待签发", "signed": "已签发", "dropped": "已作废"}
# What a bulletin may be downloaded as.
BULLETIN_FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "网页"}
WALL_KEY_WRONG = ("大屏密钥无效或已撤销", "请核对地址中的 key，或由管理员重新发放大屏令牌")
WALL_CLOSED = ("大屏需要登录或有效的大屏密钥", "请领导或督办员登录，或由管理员发放大屏令牌")

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

# The caller's own form.
REPORT_HEADING = {"consult": "我要咨询", "complaint": "我要投诉 / 求助", "suggestion": "我要建议"}
REPORT_TYPE = {
    "consult": "咨询",
    "help": "求助",
    "complaint": "投诉",
    "report": "举报",
    "suggestion": "建议",
    "praise": "表扬",
}

# Times that were said in words.
EVERY = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "year": "每年",
    "workday": "工作日",
    "weekend": "周末",
    "holiday": "节假日",
}

NAVIGATION = {
    "/triage": "派单",
    "/inbox": "待办",
    "/applications": "待审批",
    "/review": "审核",
    "/callbacks": "回访",
    "/intake": "受理登记",
    "/leader": "态势",
    "/map": "地图",
    "/outlook": "预判",
    "/bulletins": "简报",
    "/warnings": "预警",
    "/hotspots": "热点",
    "/overview": "概况",
    "/rectifications": "差评整改",
    "/exclusions": "剔除",
    "/rates": "指标",
    "/scores": "擂台",
    "/supervision": "督办",
    "/tickets": "工单",
    "/calls": "来电",
    "/chats": "会话",
    "/seats": "坐席",
    "/knowledge": "知识库",
    "/models": "智能建议",
    "/guide": "办事指南",
    "/figures": "每月数据",
    "/exposures": "曝光纠错",
    "/report": "提交诉求",
    "/progress": "查进度",
    "/audit": "审计",
    "/accounts": "账号",
    "/tokens": "接入令牌",
    "/inboxes": "会话入口",
    "/deliveries": "发送记录",
}
STEP_OF_TICKET = "工单 {no}：{done}"
FAULTS = "有 {count} 处需要更正"

# The way of a ticket as a line of steps, and what is said of one that is skipped or goes on.
LINE = {
    "register": "登记",
    "dispatch": "派单",
    "sign": "签收",
    "contact": "联系",
    "reply": "答复",
    "review": "审核",
    "callback": "回访",
    "close": "办结",
}
SKIPPED, RUNNING, RUNNING_AGAIN = "未联系", "进行中", "第 {cycle} 次办理"
CONTACT_AGAIN = "待再次联系"

# What a caller reads of each step.
STORY = {
    Action.REGISTER: "登记了您的诉求",
    Action.DISPATCH: "派给{unit}办理",
    Action.FORCE_DISPATCH: "经会商，由{unit}办理",
    Action.MOVE: "改由{unit}办理",
    Action.ACCEPT: "{unit}已签收",
    Action.CONTACT: "{unit}联系了您",
    Action.REQUEST_MATERIAL: "请您补充材料，等待期间不计时",
    Action.CALLER_URGE: "您催办了一次",
    Action.URGE: "热线催办了承办单位",
    Action.GRANT_EXTENSION: "答复日期由 {old} 延长到 {new}",
    Action.SUSPEND: "短期内确实无法解决，暂缓办理，每月复查一次",
    Action.RESUME: "恢复办理",
    Action.PASS_REVIEW: "承办单位的答复通过了审核",
    Action.ANSWER: "热线直接答复了您",
    Action.REJECT: "热线不能受理，说明见答复",
    Action.CALL_BACK: "回访了您",
    Action.REWORK: "问题没有解决，退回重新办理",
    Action.MERGE: "与反映同一件事的工单 {leading} 一并办理",
    Action.JOIN: "加入反映同一件事的工单 {leading}，一并办理",
    Action.UNMERGE: "不再与其他工单一并办理，单独办理",
    Action.WITHDRAW: "您撤回了诉求",
    Action.CLOSE: "办结",
    Action.RATE: "您作了评价",
}
OWN_WORDS, OWN_FILE = "您补充了情况", "您上传了文件"

# What a row of the inbox says beside its title.
SIGNS = {"urged": "催 {count}", "supplemented": "补充", "supervised": "督办", "supporting": "协办"}
QR_CODE = "二维码"
LEFT, LATE = "剩 {length}", "已超 {length}"
# Through a night or a weekend nothing is added to what is late.
ENDED = "周{day} {time} 到期"
DAY_OFF = "不上班"
OTHERS = "其余"
HANDLING_UNIT = "承办单位"
SUGGESTED_BY_UNIT = "退单单位建议"
FILE_RECEIVED = "已收到“{name}”"
USED_FORM = "这张表单已经提交过一次。内容改动后请再次点“提交”，将作为新的诉求登记"
SENT_AGAIN = (
    "您刚才（{time}）已提交同样的内容，流水号 {no}，没有重复登记。确实是另一件事的，请再次点“提交”"
)
USUAL_REPORT_HEADING = "提交诉求"
KNOWLEDGE_FIGURE = {"accuracy": "知识库准确率", "timeliness": "更新及时率"}
USUAL_BANDS = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
NAMES_UNITS = "正文点名：{units}，不派给该单位及其下属单位"
HOUR, NO_QUEUE, NOBODY = "{hour} 时", "未分队列", "无人接听"
