"""Texts of the pages of calls and seats."""

CALL_VIEW = {"": "全部", "mine": "我的", "missed": "未接", "abandoned": "放弃"}
MARK = {
    "care": "特别关注",
    "language": "语言",
    "harassment": "骚扰",
    "blocked": "已拦截",
    "repeat": "重复来电",
    "suspect": "疑似骚扰",
}
CALL_FIGURE = {
    "answered": "接通率",
    "in_time": "及时接听率",
    "abandoned": "放弃率",
    "wait": "平均等待",
    "talk": "平均通话",
    "wrap": "平均话后整理",
    "ringback": "漏接回拨率",
}

CALLS_BY = {"hour": "按时段", "queue": "按队列", "agent": "按坐席"}
CALLS_OF = {"hour": "时段", "queue": "队列", "agent": "坐席"}
