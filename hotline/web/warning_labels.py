"""Words of warnings and issues on pages."""

WARNING_KIND = {
    "surge": "突增",
    "rise": "缓升",
    "repeat": "重复",
    "crowd": "聚集",
    "false-closure": "虚假办结",
    "sensitive": "敏感",
    "danger": "危险",
    "limits": "集中到期",
}
GRADE = {"red": "红", "yellow": "黄", "blue": "蓝"}
GRADE_CHIP = {"red": "late", "yellow": "urgent", "blue": ""}
WARNING_STATE = {
    "raised": "待核实",
    "confirmed": "属实待交办",
    "false": "误报",
    "assigned": "已交办",
    "measured": "已反馈措施",
    "closed": "已结束",
}
WARNING_ACTION = {
    "raise": "系统提出",
    "confirm": "确认属实",
    "reject": "判为误报",
    "assign": "交办",
    "measure": "反馈措施",
    "close": "结束",
}
WARNING_PARAMETER = {"kind": "类型", "grade": "等级", "state": "状态", "unit": "交办单位"}
TREND = {"up": "上升", "down": "下降", "level": "持平"}
ISSUE_ACTION = {"merge": "合并", "split": "拆分"}
MACHINE = "系统"
ISSUE_WHY = "{callers} 人反映，共 {tickets} 件；此前同样长的时间 {before} 件，{trend}"
KEPT_ISSUE_WHY = "{callers} 人反映，共 {tickets} 件，未办结 {open} 件"
STATE_CHOICE = {"all": "全部", **WARNING_STATE}
