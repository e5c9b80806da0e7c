"""What stands around every page: who is signed in, where he may go, which city this is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from litestar import Request, Response
from markupsafe import Markup

from hotline.desk.desk import Desk
from hotline.domain.permissions import (
    MAY,
    READS_AUDIT,
    READS_MODEL_FIGURES,
    SEES_ANALYSIS,
    WORKS_ON_TICKETS,
    Actor,
    Role,
)
from hotline.domain.workflow import Action
from hotline.web.names import Names
from hotline.web.pages.rendering import render

Asked = Request[Any, Any, Any]


class MenuEntry(NamedTuple):
    href: str
    name: str
    roles: frozenset[Role] = frozenset(Role)


# The first door that is open to a role is where its people start.
STAFF_MENU = (
    MenuEntry("/triage", "派单", frozenset({Role.DISPATCHER})),
    MenuEntry("/inbox", "待办", frozenset({Role.CLERK})),
    MenuEntry("/review", "审核", frozenset({Role.REVIEWER})),
    MenuEntry("/callbacks", "回访", frozenset({Role.REVIEWER})),
    MenuEntry("/intake", "受理登记", MAY[Action.REGISTER]),
    MenuEntry("/leader", "态势", frozenset({Role.LEADER})),
    MenuEntry("/overview", "概况", SEES_ANALYSIS),
    MenuEntry("/leader", "态势", SEES_ANALYSIS - {Role.LEADER}),
    MenuEntry(
        "/rectifications", "差评整改", frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})
    ),
    MenuEntry("/exclusions", "剔除", frozenset({Role.CLERK, Role.SUPERVISOR})),
    MenuEntry("/scores", "擂台", frozenset({Role.SUPERVISOR, Role.LEADER})),
    MenuEntry(
        "/supervision",
        "督办",
        frozenset({Role.SUPERVISOR, Role.LEADER, Role.CLERK, Role.DISPATCHER, Role.REVIEWER}),
    ),
    MenuEntry("/tickets", "工单", WORKS_ON_TICKETS),
    MenuEntry("/knowledge", "知识库", WORKS_ON_TICKETS),
    MenuEntry("/models", "智能建议", READS_MODEL_FIGURES),
    MenuEntry("/audit", "审计", READS_AUDIT),
)
PUBLIC_DOORS = (
    MenuEntry("/guide", "办事指南"),
    MenuEntry("/report", "提交诉求"),
    MenuEntry("/progress", "查进度"),
)

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
    "own-password": "密码已修改，其他登录已全部退出",
    "ended-sessions": "已退出",
    "second-factor-off": "已停用动态验证码",
}


def doors_of(role: Role) -> Sequence[MenuEntry]:
    return [door for door in STAFF_MENU if role in door.roles]


def start_of(actor: Actor | None) -> str:
    return start_of_role(actor.role) if actor else "/"


def start_of_role(role: Role) -> str:
    return doors_of(role)[0].href


@dataclass(frozen=True)
class Screen:
    """`unit` is the name of the unit of a clerk; `flash` says what the step before has done,
    `done` names its draft.
    """

    city: str
    example: bool
    actor: Actor | None
    path: str
    csrf: str = ""
    unit: str = ""
    flash: str = ""
    done: str = ""
    attachment_mb: int = 0
    has_duty: bool = False

    @property
    def start(self) -> str:
        return start_of(self.actor)

    @property
    def has_notices(self) -> bool:
        at_work = self.actor is not None and self.actor.role in WORKS_ON_TICKETS
        return at_work and not self.has_duty

    @property
    def nav(self) -> Sequence[MenuEntry]:
        return doors_of(self.actor.role) if self.actor else PUBLIC_DOORS

    @property
    def csrf_field(self) -> Markup:
        return Markup('<input type="hidden" name="_csrf" value="{}">').format(self.csrf)


def screen_of(request: Asked, desk: Desk | None) -> Screen:
    actor: Actor | None = request.scope.get("user")
    signed = request.scope.get("auth")
    done = DONE.get(request.query_params.get("done", ""), "")
    no = request.query_params.get("no", "")
    city = desk.city if desk else None
    return Screen(
        city=city.name if city else "",
        example=bool(city and city.example),
        actor=actor,
        path=request.url.path,
        csrf=signed.csrf if signed else "",
        unit=Names(city).unit(actor.unit) if actor and actor.unit and city else "",
        flash=f"工单 {no}：{done}" if done and no.isdigit() else done,
        done=f"{no}-{request.query_params.get('done', '')}" if done and no.isdigit() else "",
        attachment_mb=city.settings.attachment_mb if city else 0,
        has_duty=bool(signed and signed.duty),
    )


def is_fragment(request: Asked) -> bool:
    """Whether HTMX asks for a part of a page."""
    return (
        request.headers.get("hx-request") == "true"
        and request.headers.get("hx-history-restore-request") != "true"
    )


def page(
    request: Asked, template: str, desk: Desk, *, status: int = 200, **context: Any
) -> Response[str]:
    context |= {"screen": screen_of(request, desk), "names": Names(desk.city), "now": desk.now()}
    return render(template, context, status=status)
