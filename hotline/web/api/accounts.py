"""The accounts for their administrator's programs: list, new account, and
POST /api/v1/accounts/{login}/NOUN for every step, made from the declarations.
"""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.domain.models import Staff
from hotline.domain.roles import MANAGES_ACCOUNTS
from hotline.people.passwords import make_password
from hotline.people.sessions import unit_on
from hotline.people.staff import add_staff
from hotline.storage.accounts import AccountFilter, accounts_after, with_passkeys
from hotline.storage.staff import known_staff
from hotline.web.body import Body
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only
from hotline.web.steps.account_steps import ACCOUNT_STEPS, AccountStep
from hotline.web.steps.form import named

PAGE = 200
ADMINISTRATORS = [only(*MANAGES_ACCOUNTS)]


class NewAccount(Body):
    login: Annotated[str, named("登录名", longest=40)]
    name: Annotated[str, named("姓名", longest=40)]
    role: Annotated[str, named("岗位", longest=40)]
    unit: Annotated[str, named("单位", longest=40)] = ""


@get("/api/v1/accounts", guards=ADMINISTRATORS)
@reading
def list_accounts(session: Session, request: Request[Any, Any, Any], desk: AtDesk) -> Any:
    """By login, from the one after `?after=` on; `next` is "" on the last page."""
    after = request.query_params.get("after", "")[:60]
    accounts = accounts_after(session, AccountFilter(), after=after, limit=PAGE + 1)
    shown, today = accounts[:PAGE], desk.now().date()
    keyed = with_passkeys(session, [account.row_id for account in shown])
    return {
        "accounts": [
            _document(account) | {"unit": unit_on(account, today), "passkey": account.id in keyed}
            for account in shown
        ],
        "next": shown[-1].login if len(accounts) > PAGE else "",
    }


@post("/api/v1/accounts", guards=ADMINISTRATORS)
@writing
def add_account(session: Session, actor: Signed, desk: AtDesk, data: NewAccount) -> dict[str, Any]:
    """The temporary password is told once."""
    password, units = make_password(), desk.city.tables.units
    account = add_staff(
        session,
        data.login,
        data.name,
        data.role,
        password,
        desk.now(),
        unit=data.unit,
        units=units,
        by=actor.login,
    )
    return _document(account) | {"password": password}


def step_route(step: AccountStep) -> HTTPRouteHandler:
    """The body is the step's form; where that asks nothing it may be left out."""
    form = step.form

    def take(
        session: Session,
        request: Request[Any, Any, Any],
        actor: Signed,
        desk: AtDesk,
        login: str,
        data: Any = None,
    ) -> dict[str, Any]:
        account, issuer = known_staff(session, login), request.app.state.settings.sign_on.issuer
        data = form() if data is None else data
        answer = step.take(session, actor, account, desk, data, issuer=issuer)
        name = "password" if step.secret else "vacant_unit"
        return _document(account) | ({name: answer} if answer else {})

    if any(field.needed for field in step.fields):
        take.__annotations__["data"], take.__defaults__ = form, None
    else:
        take.__annotations__["data"] = form | None
    take.__name__ = f"take_{step.noun.replace('-', '_')}_of_accounts"
    path = f"/api/v1/accounts/{{login:str}}/{step.noun}"
    return post(path, guards=[only(*MANAGES_ACCOUNTS)])(writing(take))


def _document(account: Staff) -> dict[str, Any]:
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "unit": account.unit,
        "active": account.active,
        "temporary": account.temporary,
        "email": account.email,
        "totp": account.totp is not None,
        "last_sign_in_at": account.last_sign_in_at,
    }


route_handlers = [list_accounts, add_account, *map(step_route, ACCOUNT_STEPS.values())]
