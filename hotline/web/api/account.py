"""One's own password, for programs."""

from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Request, put
from litestar.datastructures import State

from hotline.city.account_rules import USUAL_ACCOUNTS, AccountRules
from hotline.desk.desk import Desk
from hotline.domain.errors import NoCity
from hotline.people.own_account import change_own_password
from hotline.web.body import Body
from hotline.web.dependencies import Data, Signed
from hotline.web.guards import own_account
from hotline.web.sessions import in_checkers


class NewPassword(Body):
    old: Annotated[str, msgspec.Meta(max_length=1000)]
    password: Annotated[str, msgspec.Meta(max_length=1000)]


@put("/api/v1/account/password", guards=[own_account])
async def change_password(
    request: Request[Any, Any, Any],
    actor: Signed,
    database: Data,
    data: NewPassword,
) -> dict[str, str]:
    """All other sessions of the account end."""
    change = partial(change_own_password, database, actor.login, data.old, data.password)
    state = request.app.state
    home, rules = _home_names_and_rules(state)
    await in_checkers(
        partial(change, state.now(), token=request.auth.token, home=home, rules=rules)
    )
    return {"status": "changed"}


def _home_names_and_rules(state: State) -> tuple[tuple[str, ...], AccountRules]:
    """An administrator signs in before there is a city."""
    try:
        desk: Desk = state.desks()
    except NoCity:
        return (), USUAL_ACCOUNTS
    return desk.city.home_names, desk.city.settings.accounts


route_handlers = [change_password]
