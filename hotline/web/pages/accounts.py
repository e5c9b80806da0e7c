"""The accounts for their administrator: a list, a new one, and what is done to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import Staff
from hotline.domain.roles import MANAGES_ACCOUNTS, STAFF_ROLES, Actor
from hotline.people.locked import locked_logins
from hotline.people.passwords import make_password
from hotline.people.sessions import unit_on
from hotline.people.staff import add_staff, is_last_of_unit
from hotline.storage.accounts import AccountFilter, accounts_after, links_of, with_passkeys
from hotline.storage.staff import known_staff, sessions_of
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.labels import role_name
from hotline.web.page_labels import ACCOUNT_STATE, FACTOR
from hotline.web.pages.forms import Form, Sent, checked, form_of, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.steps.account_steps import ACCOUNT_STEPS, AccountStep
from hotline.web.steps.typed import read_typed

PAGE = 50
LONGEST = 60
FIELDS = ("text", "role", "unit", "state")
NEW = ("login", "name", "role", "unit")


@dataclass(frozen=True)
class AccountLine:
    """An account as a line of the list; `factor` names its second factors."""

    staff: Staff
    unit: str
    factor: str
    locked: bool


@get("/accounts", guards=[only(*MANAGES_ACCOUNTS)])
@reading
def list_accounts(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    return accounts_page(session, request, desk)


@post("/accounts", guards=[only(*MANAGES_ACCOUNTS)], status_code=200)
@in_thread
def add_account(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """The temporary password is told once, on the answer; a refused form comes back."""
    form, password = Form("new", typed(data)), make_password()
    login, name, role, unit = (typed(checked(data)).get(field, "") for field in NEW)
    try:
        with database.writing() as session:
            by, units = actor.login, desk.city.tables.units
            add_staff(
                session, login, name, role, password, desk.now(), unit=unit, units=units, by=by
            )
    except HotlineError as error:
        with database.reading() as session:
            return accounts_page(session, request, desk, refused(form, error), error)
    return page(request, "account_password.html", desk, login=login, password=password)


@get("/accounts/{login:str}", guards=[only(*MANAGES_ACCOUNTS)])
@reading
def show_account_of(
    session: Session, request: PageRequest, login: str, actor: Signed, desk: AtDesk
) -> Response[str]:
    return one_account_page(session, request, known_staff(session, login), actor, desk)


@post("/accounts/{login:str}/{noun:str}", guards=[only(*MANAGES_ACCOUNTS)], status_code=200)
@in_thread
def take_account_step(
    request: PageRequest,
    login: str,
    noun: str,
    data: Sent,
    actor: Signed,
    database: Data,
    desk: AtDesk,
) -> Response[Any]:
    """What is told once stands on the answer; a refused form comes back with what was typed."""
    step = step_of(noun)
    issuer = request.app.state.settings.sign_on.issuer

    def take(session: Session) -> str:
        form = read_typed(step.form, data)
        return step.take(session, actor, known_staff(session, login), desk, form, issuer=issuer)

    def show(session: Session, error: HotlineError) -> Response[str]:
        account, back = known_staff(session, login), refused(form_of(step, data), error)
        return one_account_page(session, request, account, actor, desk, back, error)

    def then(answer: str) -> Response[Any]:
        if step.secret:
            return page(request, "account_password.html", desk, login=login, password=answer)
        vacant = f"&vacant={answer}" if answer else ""
        return Redirect(f"/accounts/{login}?done={noun}-of-accounts{vacant}", status_code=303)

    return taken_or_shown_again(database, take, show, then=then)


def step_of(noun: str) -> AccountStep:
    if noun not in ACCOUNT_STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从账号页操作")
    return ACCOUNT_STEPS[noun]


def accounts_page(
    session: Session,
    request: PageRequest,
    desk: Desk,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    """The list under its filter; `form` is a refused new account."""
    values = {name: request.query_params.get(name, "").strip()[:LONGEST] for name in FIELDS}
    state = values["state"] if values["state"] in ACCOUNT_STATE else ""
    chosen = AccountFilter(**values | {"state": state})
    after = request.query_params.get("after", "")[:LONGEST]
    accounts = accounts_after(session, chosen, after=after, limit=PAGE + 1)
    return page(
        request,
        "accounts.html",
        desk,
        status=problem_of(error).status if error else 200,
        filter=Form("accounts", values),
        form=form or Form("new"),
        lines=account_lines(session, request, accounts[:PAGE], desk),
        after=accounts[PAGE - 1].login if len(accounts) > PAGE else "",
        roles={str(role): role_name(role) for role in STAFF_ROLES},
        states=ACCOUNT_STATE,
    )


def one_account_page(
    session: Session,
    request: PageRequest,
    account: Staff,
    actor: Actor,
    desk: Desk,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    vacant = request.query_params.get("vacant", "")
    line = account_lines(session, request, [account], desk)[0]
    links = links_of(session, account.row_id)
    left_out = {
        "disablings": account.login == actor.login,
        "links": not request.app.state.settings.sign_on.issuer,
        "unlinks": not links and not account.email,
    }
    steps = [step for step in ACCOUNT_STEPS.values() if step.is_open(account)]
    return page(
        request,
        "account_of.html",
        desk,
        status=problem_of(error).status if error else 200,
        line=line,
        account=account,
        steps=[step for step in steps if not left_out.get(step.noun)],
        form=form,
        account_form=form_of,
        links=links,
        sessions=sessions_of(session, account.row_id, desk.now()),
        is_last=is_last_of_unit(session, account),
        vacant=vacant if vacant in desk.city.units else "",
    )


def account_lines(
    session: Session, request: PageRequest, accounts: Sequence[Staff], desk: Desk
) -> list[AccountLine]:
    now, vault = desk.now(), request.app.state.vault
    keyed = with_passkeys(session, [account.row_id for account in accounts])
    locked = locked_logins(session, vault, [account.login for account in accounts], now)
    return [
        AccountLine(
            account,
            unit_on(account, now.date()),
            _factor(account, account.row_id in keyed),
            account.login in locked,
        )
        for account in accounts
    ]


def _factor(account: Staff, has_passkey: bool) -> str:
    has = {"totp": account.totp is not None, "passkey": has_passkey}
    return "、".join(FACTOR[name] for name, there in has.items() if there)
