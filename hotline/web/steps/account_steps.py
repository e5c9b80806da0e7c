"""What an administrator does to an account, declared once: page and API are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Staff
from hotline.domain.roles import Actor, Role
from hotline.people import sign_on_links
from hotline.people import staff as accounts
from hotline.people.passwords import make_password
from hotline.web.body import Body
from hotline.web.steps.form import FormField, content_of, fields_of, named

IsOpen = Callable[[Staff], bool]


class NoFieldsForm(Body):
    """The address says all."""


class AccountMoveForm(Body):
    unit: Annotated[str, named("新单位", "从城市包的单位中选", longest=40)]
    on: Annotated[str, named("生效日期", "如 2026-03-12；不填为今天", longest=10)] = ""


class AccountLinkForm(Body):
    subject: Annotated[str, named("统一身份标识", "认证系统中的 sub", longest=255)] = ""
    email: Annotated[str, named("邮箱", "首次登录时认证系统须确认它", longest=255)] = ""


@dataclass(frozen=True)
class AccountStep:
    """`verb` takes session, actor, account, desk and the fields by name; what it answers is told
    once, on a page of its own (`secret`), or is the unit that has nobody any more.

    is_open      whether it makes sense for this account
    of_provider  the verb takes `issuer`, the sign-on provider of the installation
    """

    noun: str
    name: str
    form: type[Body]
    verb: Callable[..., Any]
    done: str
    hint: str = ""
    is_open: IsOpen = lambda _: True
    is_final: bool = False
    secret: bool = False
    of_provider: bool = False

    @property
    def fields(self) -> list[FormField]:
        return list(fields_of(self.form).values())

    def take(
        self, session: Session, actor: Actor, account: Staff, desk: Desk, form: Body, *, issuer: str
    ) -> str:
        more = {"issuer": issuer} if self.of_provider else {}
        answer: str | None = self.verb(session, actor, account, desk, **content_of(form), **more)
        return answer or ""


def disable(session: Session, actor: Actor, account: Staff, desk: Desk) -> str:
    return accounts.disable(session, account, desk.now(), by=actor.login)


def enable(session: Session, actor: Actor, account: Staff, desk: Desk) -> None:
    accounts.enable(session, account, desk.now(), by=actor.login)


def give_password(session: Session, actor: Actor, account: Staff, desk: Desk) -> str:
    """The new temporary password, which is told once."""
    password = make_password()
    accounts.set_password(session, account, password, desk.now(), by=actor.login)
    return password


def reset_second_factor(session: Session, actor: Actor, account: Staff, desk: Desk) -> None:
    accounts.reset_second_factor(session, account, desk.now(), by=actor.login)


def end_sessions(session: Session, actor: Actor, account: Staff, desk: Desk) -> None:
    accounts.end_all_sessions(session, account, desk.now(), by=actor.login)


def move(session: Session, actor: Actor, account: Staff, desk: Desk, *, unit: str, on: str) -> str:
    now, units = desk.now(), desk.city.tables.units
    day = _day(on) if on else now.date()
    return accounts.move(session, account, unit, now, on=day, units=units, by=actor.login)


def link(
    session: Session,
    actor: Actor,
    account: Staff,
    desk: Desk,
    *,
    issuer: str,
    subject: str,
    email: str,
) -> None:
    names = {"issuer": issuer, "subject": subject, "email": email}
    sign_on_links.link(session, account, desk.now(), **names, by=actor.login)


def unlink(session: Session, actor: Actor, account: Staff, desk: Desk) -> None:
    sign_on_links.unlink(session, account, desk.now(), by=actor.login)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            f"日期“{text[:20]}”不可用", field="on", remedy="请写成 2026-03-12 的样子"
        ) from None


def _is_active(account: Staff) -> bool:
    return account.active


ACCOUNT_STEPS = {
    step.noun: step
    for step in (
        AccountStep(
            "passwords",
            "新的临时密码",
            NoFieldsForm,
            give_password,
            done="密码已重设，原有登录全部失效",
            hint="生成一个临时密码，只显示一次；本人首次登录时修改。",
            secret=True,
        ),
        AccountStep(
            "factor-resets",
            "重设第二因素",
            NoFieldsForm,
            reset_second_factor,
            done="已重设第二因素，原有登录全部失效",
            hint="手机或密钥丢失、恢复码也用完时使用：动态验证码、恢复码、通行密钥全部作废。",
        ),
        AccountStep(
            "session-ends",
            "退出所有登录",
            NoFieldsForm,
            end_sessions,
            done="已退出该账号的所有登录",
            hint="密码不变，本人可以再登录。",
        ),
        AccountStep(
            "moves",
            "调整单位",
            AccountMoveForm,
            move,
            done="已调整单位",
            is_open=lambda account: account.role == Role.CLERK,
        ),
        AccountStep(
            "links",
            "关联统一身份",
            AccountLinkForm,
            link,
            done="已关联统一身份",
            hint="标识和邮箱至少填一项。认证系统不会自动建立账号。",
            of_provider=True,
        ),
        AccountStep(
            "unlinks",
            "解除统一身份",
            NoFieldsForm,
            unlink,
            done="已解除统一身份",
            hint="此后只能用本系统的密码或通行密钥登录。",
        ),
        AccountStep(
            "disablings",
            "停用",
            NoFieldsForm,
            disable,
            done="账号已停用",
            hint="立即退出所有登录，不能再登录；办理记录保留。",
            is_open=_is_active,
            is_final=True,
        ),
        AccountStep(
            "enablings",
            "启用",
            NoFieldsForm,
            enable,
            done="账号已启用",
            hint="密码与停用前相同。",
            is_open=lambda account: not account.active,
        ),
    )
}
