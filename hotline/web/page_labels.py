"""Texts of single pages, by what they name; those of the whole house are in `labels`."""

# After a step the browser is sent on with ?done=KEY.
DONE = {
    "acceptances": "已签收，请在时限内先行联系诉求人",
    "contacts": "已记录联系情况",
    "replies": "已提交答复，等待审核",
    "returns": "已申请退单，等待派单员决定",
    "dispatches": "已派单",
    "answers": "已直接答复",
    "rejections": "已登记为不予受理",
    "reviews": "已审核",
    "decisions": "已决定退单申请",
    "callbacks": "已记录回访",
    "published": "已公布本期考核结果",
    "limit-callbacks": "已记录到期回访",
    "rectifications": "已反馈整改，等待审核",
    "rectification-checks": "已审核整改",
    "exclusions": "已申请剔除，等待热线中心决定",
    "exclusion-decisions": "已决定剔除申请",
    "comments": "已添加备注",
    "attachments": "已添加附件",
    "urgings": "已催办",
    "supervisions": "已签发督办",
    "answers-of-orders": "已反馈，等待督办员销号",
    "closings-of-orders": "已销号",
    "pass-downs": "已下派",
    "extensions": "已申请延期，等待热线中心决定",
    "extension-decisions": "已决定延期申请",
    "suspensions": "已申请挂账，等待热线中心决定",
    "suspension-decisions": "已决定挂账申请",
    "looks": "已记录复查",
    "resumptions": "已恢复办理",
    "materials": "已告知诉求人，等待补正",
    "arbitrations": "已提请会商",
    "forced-dispatches": "已指定派单",
    "merges": "已并单",
    "separations": "已拆单",
    "reworks": "已退回重办",
    "supplements": "已记录诉求人补充",
    "caller-urgings": "已记录诉求人催单",
    "withdrawals": "已撤诉",
    "signed-out": "已退出登录",
    "knowledge": "已提交，等待另一人发布",
    "publications": "已发布",
    "send-backs": "已退回修改",
    "withdrawals-of-knowledge": "已撤下，不再用于答复",
    "confirmations": "已复核",
    "samples": "已记录抽查",
    "feedback": "已收到反馈，谢谢",
    "decided": "反馈已处理",
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
    "category": "分类",
    "district": "区县",
    "street": "街道",
    "since": "反映时间从",
    "until": "反映时间到",
    "overdue": "已超时限",
    "sort": "排序",
    "after": "翻页标记",
    "limit": "每页件数",
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
