"""Chinese names of the keys that the application uses inside.

The closed lists of words are in `domain.vocabulary`.
"""

from hotline.domain import exposure, knowledge, order_states, public_reply
from hotline.domain.overtaken import DONE, TAKEN_BACK
from hotline.domain.roles import GATEWAY, Role
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action
from hotline.storage.supervisions import Instruction

STATUS = {
    Status.REGISTERED: "已登记",
    Status.TRIAGE: "待派单",
    Status.DISPATCHED: "待签收",
    Status.ACCEPTED: "已签收",
    Status.IN_PROGRESS: "办理中",
    Status.RETURN_REQUESTED: "退单待定",
    Status.REPLIED: "待审核",
    Status.CALLBACK: "待回访",
    Status.ARBITRATION: "会商界定",
    Status.EXTENSION_REQUESTED: "延期待批",
    Status.SUSPENSION_REQUESTED: "挂账待批",
    Status.SUSPENDED: "挂账",
    Status.MERGED: "已并单",
    Status.ANSWERED: "直接答复",
    Status.REJECTED: "不予受理",
    Status.CLOSED: "已办结",
    Status.WITHDRAWN: "已撤诉",
    Status.ARCHIVED: "已归档",
}

# Of actions that are no step of their own or are called otherwise; see `action_names`.
ACTION = {
    Action.REGISTER: "登记",
    Action.TRIAGE: "转派单员",
    Action.GRANT_RETURN: "同意退单",
    Action.REFUSE_RETURN: "不同意退单",
    Action.PASS_REVIEW: "审核通过",
    Action.SEND_BACK: "退回重办",
    Action.CLOSE: "办结",
    Action.GRANT_EXTENSION: "同意延期",
    Action.REFUSE_EXTENSION: "不同意延期",
    Action.REFUSE_SUSPENSION: "不同意挂账",
    Action.ENDORSE_SUSPENSION: "初审同意挂账",
    Action.SUSPEND: "挂账",
    Action.MERGE: "并单",
    Action.JOIN: "加入已有诉求",
    Action.ANSWER_ALONG: "一并答复",
    Action.ABSORB: "并入工单",
    Action.RELEASE: "拆出工单",
    Action.WITHDRAW: "撤诉",
    Action.ARCHIVE: "归档",
    Action.ATTACH: "附件",
    Action.TELL_CODE: "补告提取码",
    Action.ANSWER_SUPERVISION: "督办反馈",
    Action.LIFT_SUPERVISION: "督办销号",
    Action.RELAX: "放宽保密",
    Action.ASK_RELAXATION: "申请放宽保密",
    Action.REFUSE_RELAXATION: "不同意放宽保密",
    Action.TAKE_BACK: "转回派单员",
    Action.CLEAR: "确认不是反映所提单位",
    Action.RECOMPUTE: "重算时限",
    Action.SUCCEED: "机构调整",
    Action.RATE: "诉求人评价",
    Action.RECTIFY: "差评整改",
    Action.PASS_RECTIFICATION: "整改合格",
    Action.REFUSE_RECTIFICATION: "整改退回",
    Action.GRANT_EXCLUSION: "同意剔除",
    Action.REFUSE_EXCLUSION: "不同意剔除",
}

ROLE = {
    Role.AGENT: "话务员",
    Role.DISPATCHER: "派单员",
    Role.CLERK: "承办单位",
    Role.REVIEWER: "审核回访",
    Role.SUPERVISOR: "督办员",
    Role.LEADER: "领导",
    Role.ADMIN: "管理员",
    Role.AUDITOR: "审计员",
    Role.SYSTEM: "系统",
    Role.CALLER: "诉求人",
}

# Whose clock it is that runs at the centre.
ORDER_OF_LEADER = "领导批示"
HOTLINE_CENTRE = "热线中心（派单、审批、审核、回访）"
# Of a notice that nobody read because it asks for nothing any more.
NOTICE_ENDING, NOTICE_READ = {DONE: "已办", TAKEN_BACK: "已撤回"}, "已读"
# The same words as in live.js.
AHEAD = "{count} 件险情请先准备，见“通知”"

CLOCK = {
    "dispatch": "派单",
    "sign": "签收",
    "contact": "先行联系",
    "handle": "办结答复",
    "review": "审核",
    "callback": "回访",
    "look": "复查",
    "decide": "审批",
}

# Steps whose time is measured.
STEP = {"dispatch": "派单", "sign": "签收", "contact": "联系", "handle": "答复", "close": "办结"}
ORDER_STATE = order_states.ORDER_STATE
# A day of a length of time.
CALENDAR_DAY, WORKING_DAY = "天", "个工作日"
LIMIT_UNIT = {"wd": "个工作日", "h": "个工作小时", "ch": "小时（自然）", "cd": "天（自然日）"}
LAYER = {
    "direct": "专营直达",
    "territory": "属地",
    "fallback": "职能兜底",
    "learned": "相似案例",
    "superior": "上级单位",
    "danger": "险情预案",
}
OUTCOME = {
    "": "在办",
    "returned": "已退单",
    "done": "已办",
    "rerouted": "已改派",
    "recalled": "已收回",
    "passed_down": "已下派",
    "merged": "已并单",
    "withdrawn": "已撤诉",
}
REVIEW = {"": "待审核", "passed": "审核通过", "sent_back": "退回重办"}
DECISION = {
    "": "待定",
    "granted": "同意",
    "refused": "不同意",
    "arbitration": "转会商",
    "lapsed": "已失效",
    "retracted": "已撤回",
}
RECTIFICATION = {"": "待整改", "answered": "待审核", "refused": "退回整改", "passed": "整改合格"}
DATED_BY = {
    "created": "受理时间",
    "due": "到期时间",
    "closed": "办结时间",
    "called_back": "评价时间",
}
APPLICATION = {"extension": "延期", "suspension": "挂账", "relaxation": "放宽保密"}
PAUSE = {"suspension": "挂账", "material": "等待补正", "decision": "逾期审批"}
NO_RANK = {
    "compared": "本办法不排名",
    "small_sample": "件数少，不排名",
    "not_scorable": "没有可计分的办件",
    "no_tickets": "当期没有办件",
    "organiser": "组织考核，不参加排名",
}
ASSIGNMENT = {"lead": "主办", "support": "协办"}

KNOWLEDGE = knowledge.STATUSES
GUIDE = knowledge.GUIDE
EXPOSURE, EXPOSURE_STATES = exposure.EXPOSURE, exposure.EXPOSURE_STATES
PUBLIC_REPLY = public_reply.PUBLIC_REPLY
FEEDBACK = knowledge.FEEDBACK
KNOWLEDGE_STEP = {
    "draft": "撰写",
    "publish": "发布",
    "send_back": "退回",
    "withdraw": "撤下",
    "confirm": "复核无误",
}
REPLY_NOTE = {
    "personal": "个人信息",
    "short": "过短",
    "off_point": "要点",
    "copied": "雷同",
    "evasive": "推托",
    "nothing_done": "办理情况",
    "not_contacted": "未联系",
    "no_date": "时间",
    "no_basis": "依据",
}
KNOWLEDGE_FIELD = {
    "code": "编码",
    "title": "标题",
    "questions": "问法",
    "answer": "答案",
    "unit": "责任单位",
    "category": "分类",
    "item": "相关事项编码",
    "basis": "依据",
    "is_public": "公开范围",
    "effective_from": "生效日期",
    "effective_to": "失效日期",
    "review_due": "复核日期",
    "status": "状态",
    **knowledge.GUIDE,
    **EXPOSURE,
    **PUBLIC_REPLY,
}

# Fields of reports and of the intake sheet; those of steps are named with their forms.
FIELD = {
    "text": "诉求内容",
    "title": "标题",
    "phone": "联系电话",
    "caller": "姓名",
    "address": "事发地点",
    "district": "区县",
    "time": "时间",
    "occurred": "事发时间",
    "category": "分类",
    "request_type": "诉求类型",
    "urgency": "紧急程度",
    "identity": "署名方式",
    "accused": "举报对象",
    "proxy": "代办人",
    "proxy_relation": "代办人与诉求人的关系",
    "proxy_phone": "代办人电话",
    "enterprise": "企业名称",
    "credit_code": "统一社会信用代码",
    "contact": "企业联系人",
    "caller_kind": "诉求人类别",
    "unit": "承办单位",
    "reason": "原因",
    "explanation": "向诉求人的说明",
    "answer": "答复内容",
    "cites": "引用知识",
    "uncited": "没有可引用的知识",
    "into": "加入的工单编号",
    "first": "同一来电的第一件工单",
}


def role_name(role: str) -> str:
    return ROLE.get(Role(role), role)


def instructed_by(instruction: Instruction) -> str:
    """Name and post of who gave a 批示; a name that says the post says it once."""
    name, post = instruction.name, role_name(instruction.role)
    return name if post in name else f"{post}{name}"


def actor_name(login: str) -> str:
    """Programs that act have names too; people are shown by their login."""
    if login.startswith(GATEWAY):
        return f"诉求人（经 {login.removeprefix(GATEWAY)}）"
    return {"system": "系统", "web": "诉求人", "caller": "诉求人"}.get(login, login)
