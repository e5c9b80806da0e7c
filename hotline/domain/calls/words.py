"""The closed lists of words about calls: keys inside, Chinese names at the edges."""

CALL_STATES = {
    "ringing": "振铃",
    "talking": "通话中",
    "answered": "已接听",
    "missed": "未接",
    "abandoned": "放弃",
    "forwarded": "已转出",
    "rejected": "已拦截",
}
DIRECTIONS = {"in": "呼入", "out": "呼出"}
SEAT_STATES = {"idle": "空闲", "talk": "通话", "wrap": "整理", "break": "小休", "away": "离席"}
RINGBACK_RESULTS = {
    "reached": "已接通",
    "no_answer": "无人接听",
    "busy": "占线",
    "off": "关机或停机",
    "refused": "拒接",
    "wrong_number": "空号或错号",
}
# What ends a ringback by itself.
RINGBACK_ENDS = {**RINGBACK_RESULTS, "called_again": "对方再次来电已接听"}
NUMBER_MARKS = {
    "care": "特别关注",
    "language": "语言",
    "harassment": "骚扰",
    "blocked": "拦截",
}
CHECK_ITEMS = {
    "greeting": "开头语和自报工号",
    "listening": "倾听、不打断",
    "facts": "问清要素",
    "answer": "答复准确",
    "record": "记录完整",
    "closing": "告知办理时限和结束语",
}
FATAL_FAULTS = {
    "rude": "辱骂、顶撞来电人",
    "hung_up": "主动挂断",
    "leak": "泄露来电人信息",
    "refused": "推诿、拒不受理",
    "false_record": "虚假记录",
}
CALL_CAUSES = {
    "normalClearing": "正常挂断",
    "cancel": "主叫挂断",
    "noAnswer": "无人接听",
    "busy": "忙",
    "congestion": "线路拥塞",
    "notFound": "空号",
    "forwarded": "转接",
    "noEnd": "没有收到挂断，系统计为结束",
}
APPEAL_DECISIONS = {"upheld": "维持", "changed": "改判"}
