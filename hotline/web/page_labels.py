"""Texts of single pages, by what they name; those of the whole house are in `labels`."""

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
    "redelivered": "已重新排队，马上发送，结果见下",
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
# Versions that are no files of the installation.
MODEL_NAME = {"default": "随系统附带的模型", "none": "不用模型，分类全部由人确定"}
FACTOR = {"totp": "动态验证码", "passkey": "通行密钥"}

# The pages about calls, beside each other.
CALL_PAGES = {
    "/calls": "来电记录",
    "/calls/ringbacks": "漏接回拨",
    "/seats": "坐席状态",
    "/calls/figures": "话务指标",
    "/calls/checks": "来电质检",
    "/calls/marks": "号码标记",
}

# Where what is announced stands for everybody.
ANNOUNCED_AT = {"exposure": "/exposures", "reply": "/answers"}
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
    "/answers": "有问有答",
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

# What a row of the inbox says beside its title.
SIGNS = {"urged": "催 {count}", "supplemented": "补充", "supervised": "督办", "supporting": "协办"}
QR_CODE = "二维码"
LEFT, LATE = "剩 {length}", "已超 {length}"
# Through a night or a weekend nothing is added to what is late.
ENDED = "周{day} {time} 到期"
DAY_OFF = "不上班"
OTHERS = "其余"
HANDLING_UNIT = "承办单位"
ABOVE_ACCUSED = "被反映单位的上级"
SUGGESTED_BY_UNIT = "退单单位建议"
KNOWLEDGE_FIGURE = {"accuracy": "知识库准确率", "timeliness": "更新及时率"}
USUAL_BANDS = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
MENTIONS_UNITS = "正文提到{units}，请看是否在说它的不是"
ASKS_OF_STAFF = "疑似反映工作人员作风，未能确定被反映单位，请看是否在说{units}的不是"
NAMES_UNITS = "正文点名：{units}，不派给该单位及其下属单位"
HOUR, NO_QUEUE = "{hour} 时", "未分队列"
NOBODY, UNKNOWN_SEAT = "无人接听", "未识别坐席"
NOWHERE = "地点未定"
# Whom a 批示 goes to: what each unit is to the ticket.
LEADS, SUPPORTS, STANDS_ABOVE, WORKS_ON_IT = "主办", "协办", "{unit}的上级", "现在办理"
