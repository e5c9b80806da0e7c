"""One's own password, for programs."""

from typing import Annotated, Any

import msgspec
from litestar import Request, put
from litestar.datastructures import State

from hotline.desk.desk import Desk
from hotline.domain.errors import NoCity
from hotline.people.own_account import change_own_password
from hotline.web.body import Body
from hotline.web.dependencies import Data, Signed
from hotline.web.guards import own_account


class NewPassword(Body):
    old: Annotated[str, msgspec.Meta(max_length=1000)]
    password: Annotated[str, msgspec.Meta(max_length=1000)]


@put("/api/v1/account/password", guards=[own_account], sync_to_thread=True)
def change_password(
    request: Request[Any, Any, Any],
    actor: Signed,
    database: Data,
    data: NewPassword,
) -> dict[str, str]:
    """All other sessions of the account end."""
    change_own_password(
        database,
        actor.login,
        data.old,
        data.password,
        request.app.state.now(),
        token=request.auth.token,
        home=_home_names(request.app.state),
    )
    return {"status": "changed"}


def _home_names(state: State) -> tuple[str, ...]:
    """An administrator signs in before there is a city."""
    try:
        desk: Desk = state.desks()
    except NoCity:
        return ()
    return desk.city.home_names


route_handlers = [change_password]
