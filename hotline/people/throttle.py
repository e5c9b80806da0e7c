"""Limits of wrong tries: after the last one even the right answer waits until the window ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from sqlmodel import Session

from hotline.domain.errors import TooMany
from hotline.storage.staff import count_try, forget_tries, tries_left, uncount_try


@dataclass(frozen=True)
class AttemptLimit:
    """`limit` wrong tries in `window`; `name` tells limits of different things apart."""

    name: str
    limit: int = 5
    window: timedelta = timedelta(minutes=15)

    def check(self, session: Session, key: str, now: datetime) -> None:
        """Raise TooMany when no try is left."""
        left, wait = tries_left(
            session, self.stored_key(key), limit=self.limit, window=self.window, now=now
        )
        if not left:
            self._refuse(wait)

    def count(self, session: Session, key: str, now: datetime) -> int:
        """Count a try and return how many are left.

        Raises TooMany when others at the same moment took the last one.
        """
        number = count_try(session, self.stored_key(key), window=self.window, now=now)
        if number > self.limit:
            self._refuse(int(self.window.total_seconds()))
        return self.limit - number

    def _refuse(self, wait: int) -> NoReturn:
        minutes = -(-wait // 60)
        raise TooMany(
            f"尝试次数过多（{self.limit} 次）", remedy=f"请 {minutes} 分钟后再试", retry_after=wait
        )

    def give_back(self, session: Session, key: str) -> None:
        """Take one try back: it was right."""
        uncount_try(session, self.stored_key(key))

    def forget(self, session: Session, key: str) -> None:
        forget_tries(session, self.stored_key(key))

    def stored_key(self, key: str) -> str:
        """Under which the tries of `key` are counted."""
        return f"{self.name}:{key}"
