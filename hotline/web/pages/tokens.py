"""Access tokens for their administrator: new, named, limited to networks, withdrawn."""

from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.roles import MANAGES_ACCOUNTS
from hotline.people.access_tokens import DESK, add_token, withdraw
from hotline.storage.access_tokens import all_tokens, known_token
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.page_labels import TOKEN_KIND
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of


@get("/tokens", guards=[only(*MANAGES_ACCOUNTS)])
@reading
def list_tokens(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    return tokens_page(session, request, desk)


@post("/tokens", guards=[only(*MANAGES_ACCOUNTS)], status_code=200)
@in_thread
def make_token(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """The token is told once, on the answer; a refused form comes back."""
    values = typed(checked(data))
    name, kind = (values.get(field, "").strip() for field in ("name", "kind"))

    def take(session: Session) -> str:
        # It stands for a person: who administers accounts gives nobody's voice to a program here.
        if kind == DESK:
            raise InvalidInput(
                "会话程序的令牌不在此建立",
                field="kind",
                remedy="请在服务器上用 hotline token add 名称 --kind desk --login 账号",
            )
        networks = [values.get("networks", "")]
        return add_token(session, name, kind, desk.now(), networks=networks, by=actor.login)

    def show(session: Session, error: HotlineError) -> Response[str]:
        return tokens_page(session, request, desk, refused(Form("token", values), error), error)

    def then(token: str) -> Response[str]:
        with database.reading() as session:
            return tokens_page(session, request, desk, new=(name, kind, token))

    return taken_or_shown_again(database, take, show, then=then)


@post("/tokens/{name:str}/withdrawals", guards=[only(*MANAGES_ACCOUNTS)])
@in_thread
def withdraw_token(
    request: PageRequest, name: str, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    def take(session: Session) -> None:
        withdraw(session, known_token(session, name), desk.now(), by=actor.login)

    def show(session: Session, error: HotlineError) -> Response[str]:
        return tokens_page(session, request, desk, refused(Form("token"), error), error)

    return taken_or_shown_again(database, take, show, then="/tokens?done=token-withdrawn")


def tokens_page(
    session: Session,
    request: PageRequest,
    desk: Desk,
    form: Form | None = None,
    error: HotlineError | None = None,
    *,
    new: tuple[str, str, str] | None = None,
) -> Response[str]:
    return page(
        request,
        "tokens.html",
        desk,
        status=problem_of(error).status if error else 200,
        tokens=all_tokens(session),
        kinds=TOKEN_KIND,
        offered={kind: name for kind, name in TOKEN_KIND.items() if kind != DESK},
        form=form or Form("token"),
        new=new,
    )


route_handlers = [list_tokens, make_token, withdraw_token]
