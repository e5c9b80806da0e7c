"""Texts of what a caller reads: the form, and the story of a report."""

from hotline.domain.workflow import Action

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

KEPT_FROM_UNIT = "您说的情况已单独登记，由热线中心处理，承办单位看不到"
DANGER_RECEIVED = "您说的情况可能有危险，已通知有关单位，会有人马上联系您"

# What a caller reads of each step.
STORY = {
    Action.REGISTER: "登记了您的诉求",
    Action.DISPATCH: "派给{unit}办理",
    Action.FORCE_DISPATCH: "经会商，由{unit}办理",
    Action.MOVE: "改由{unit}办理",
    Action.RECALL: "派单已收回，由热线重新确定承办单位",
    Action.UNDO: "派单已撤销，由热线重新确定承办单位",
    Action.REFER_ARBITRATION: "由热线会商确定承办单位",
    Action.GRANT_RETURN: "由热线重新确定承办单位",
    Action.TAKE_BACK: "由热线重新确定承办单位",
    Action.ACCEPT: "{unit}已签收",
    Action.CONTACT: "{unit}联系了您",
    Action.REQUEST_MATERIAL: "请您补充材料，等待期间不计时",
    Action.CALLER_URGE: "您催办了一次",
    Action.URGE: "热线催办了承办单位",
    Action.GRANT_EXTENSION: "同意承办单位延期",
    Action.SUSPEND: "短期内确实无法解决，暂缓办理{until}，每月复查一次",
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
# The same where a unit has it again.
STILL_WITH_UNIT = "改派已撤销，仍由{unit}办理"
UNTIL = "至 {day}"
OWN_WORDS, OWN_FILE = "您补充了情况", "您上传了文件"
FILE_RECEIVED = "已收到“{name}”"
HIDING_SHOWN = ("您填写时已这样建议",)
USED_FORM = "这张表单已经提交过一次。内容改动后请再次点“提交”，将作为新的诉求登记"

SENT_HEADING = "您刚才已提交"
SENT_AGAIN = (
    "您刚才（{time}）已提交同样的内容，流水号 {no}，没有重复登记。确实是另一件事的，请再次点“提交”"
)
USUAL_REPORT_HEADING = "提交诉求"
