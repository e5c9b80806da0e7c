"""Budgets of anonymous work: how much of each kind one address, and all of them, may ask for.

A budget is spent before the work is done and before the body is read; who has spent it is told
when to come again. Where an address names a contact of a chat, that contact's own budget is asked
first: what is refused there costs others on the same network nothing. A server of one process keeps
them in memory, several share them (`shared_budgets`). People with a login have none.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from hotline.domain.errors import TooMany
from hotline.web.address import address_of
from hotline.web.shared_budgets import SharedBudget, SharedTable

Connection = ASGIConnection[Any, Any, Any, Any]
# Addresses that are remembered for each kind of work; the one that asked longest ago is forgotten.
MOST_ADDRESSES = 20_000
# A request costs 1 and 1 more for so many bytes of its body, up to the most.
BYTES, DEAREST = 4_096, 16


class Rate(NamedTuple):
    """`burst` at once, then `per_second`."""

    per_second: float
    burst: float


class Allowance(NamedTuple):
    """What one address, or one contact, may spend, and what all together."""

    address: Rate
    everybody: Rate


NO_LIMIT = Rate(1e9, 1e9)
ALLOWANCES: Mapping[str, Allowance] = {
    "suggestions": Allowance(Rate(4, 60), Rate(40, 200)),
    "reports": Allowance(Rate(1, 100), Rate(100, 1_000)),
    "sign-ins": Allowance(Rate(1, 60), Rate(10, 100)),
    "uploads": Allowance(Rate(0.2, 30), Rate(5, 100)),
    "progress": Allowance(Rate(2, 100), Rate(50, 500)),
    "ratings": Allowance(Rate(1, 60), Rate(20, 200)),
    "tokens": Allowance(Rate(0.5, 60), Rate(20, 500)),
    "chats": Allowance(Rate(10, 200), Rate(400, 4_000)),
    "chat-looks": Allowance(Rate(50, 500), Rate(1_000, 8_000)),
    "lookups": Allowance(Rate(5, 200), Rate(50, 1_000)),
    "chats of a contact": Allowance(Rate(4, 100), NO_LIMIT),
    "chat-looks of a contact": Allowance(Rate(20, 250), NO_LIMIT),
    "reports of a contact": Allowance(Rate(0.2, 20), NO_LIMIT),
}


class TokenBucket:
    """Fills by `rate`; `spend` takes from it or says how long to wait."""

    __slots__ = ("_at", "_left")

    def __init__(self, rate: Rate, now: float) -> None:
        self._left, self._at = rate.burst, now

    def wait(self, rate: Rate, cost: float, now: float) -> float:
        """Seconds until `cost` is there, 0 when it is."""
        self._left = min(rate.burst, self._left + (now - self._at) * rate.per_second)
        self._at = now
        return max(0.0, (min(cost, rate.burst) - self._left) / rate.per_second)

    def spend(self, cost: float) -> None:
        self._left -= cost


class Budget:
    """The budget of one kind of work."""

    def __init__(self, allowance: Allowance, now: float) -> None:
        self._allowance = allowance
        self._everybody = TokenBucket(allowance.everybody, now)
        self._addresses: OrderedDict[str, TokenBucket] = OrderedDict()

    def spend(self, address: str, cost: float, now: float) -> float:
        """0 when it was spent, else after how many seconds to ask again; then nothing was."""
        allowance, own = self._allowance, self._bucket(address, now)
        wait = max(
            own.wait(allowance.address, cost, now),
            self._everybody.wait(allowance.everybody, cost, now),
        )
        if not wait:
            own.spend(cost)
            self._everybody.spend(cost)
        return wait

    def _bucket(self, address: str, now: float) -> TokenBucket:
        bucket = self._addresses.setdefault(address, TokenBucket(self._allowance.address, now))
        self._addresses.move_to_end(address)
        if len(self._addresses) > MOST_ADDRESSES:
            self._addresses.popitem(last=False)
        return bucket


class Budgets:
    """The budgets of a server; call `spend` in the event loop only.

    shared  the folder where the processes of one server meet, None for a single process
    """

    def __init__(
        self,
        allowances: Mapping[str, Allowance] = ALLOWANCES,
        clock: Callable[[], float] = time.monotonic,
        *,
        shared: Path | None = None,
    ) -> None:
        self._clock, self._budgets = clock, dict[str, Budget | SharedBudget]()
        table = SharedTable(shared, allowances, MOST_ADDRESSES) if shared else None
        for name, allowance in allowances.items():
            self._budgets[name] = (
                SharedBudget(table, name, allowance) if table else Budget(allowance, clock())
            )

    def spend(self, name: str, connection: Connection) -> None:
        """Raise TooMany when this address, or everybody, has spent the budget of this work.

        Work without an allowance is free.
        """
        self._spend(name, address_of(connection), _cost(connection), who="来自您网络的请求")

    def spend_own(self, name: str, connection: Connection) -> None:
        """The same for the contact that the path of this request names, if it does."""
        names = [str(connection.path_params.get(part, "")) for part in ("inbox", "source")]
        if all(names):
            contact = hashlib.blake2b("\n".join(names).encode(), digest_size=16).hexdigest()
            self._spend(f"{name} of a contact", contact, 1, who="您的请求")

    def _spend(self, name: str, spender: str, cost: float, *, who: str) -> None:
        budget = self._budgets.get(name)
        if budget is None:
            return
        wait = budget.spend(spender, cost, self._clock())
        if wait:
            seconds = ceil(wait)
            raise TooMany(
                f"{who}过于频繁，本次没有办理",
                remedy=f"请 {seconds} 秒后再试；紧急情况请拨打 110、119、120，其他诉求可拨打 12345",
                retry_after=seconds,
            )


def limited(name: str) -> Callable[[Connection, BaseRouteHandler], Awaitable[None]]:
    """A guard: who is not signed in spends of the budget of this work."""

    async def guard(connection: Connection, _handler: BaseRouteHandler) -> None:
        if connection.scope.get("method") != "OPTIONS" and connection.scope.get("user") is None:
            connection.app.state.budgets.spend_own(name, connection)
            connection.app.state.budgets.spend(name, connection)

    return guard


def _cost(connection: Connection) -> float:
    """What is sent without its length may be as long as it likes."""
    length = connection.headers.get("content-length", "")
    if not length:
        return DEAREST if "transfer-encoding" in connection.headers else 1
    return min(1 + int(length) // BYTES, DEAREST) if length.isdecimal() else DEAREST
