"""Figures for an actor, within what they may see.

While the engine is away the last good ones, with their time.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from analytics.asking import Answered, Chart, answer_all
from analytics.search.base import EngineUnavailable, SearchEngine, WrongQuery
from hotline.domain.errors import InvalidInput, Unavailable
from hotline.domain.models import Ticket
from hotline.storage.index.state import lacks_tickets

MOST_KEPT = 500


@dataclass(frozen=True)
class ChartFigures:
    """What each chart gives.

    `degraded`: the engine is away and these are of `as_of`, or its index lacks tickets; `about` is
    what was asked then.
    """

    charts: Mapping[str, Any]
    as_of: datetime
    about: Any = None
    degraded: bool = False


class Analysis:
    """Keeps the last good answer to each question of each circle of readers.

    One for each process, any thread asks.
    """

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._kept: OrderedDict[Hashable, ChartFigures] = OrderedDict()
        self._lock = threading.Lock()

    def ask(
        self,
        session: Session,
        key: Hashable,
        charts: Mapping[str, Chart[Any]],
        now: datetime,
        about: Any = None,
    ) -> ChartFigures:
        """`key` names the question and who may see its answer.

        Raises Unavailable when there is none to give.
        """
        try:
            answered = self._answered(session, charts)
        except WrongQuery as error:
            raise InvalidInput(str(error)) from error
        except EngineUnavailable as error:
            return self._last(key, error)
        figures = ChartFigures(answered.charts, now, about, lacks_tickets(session))
        with self._lock:
            self._kept[key] = figures
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return figures

    def _answered(self, session: Session, charts: Mapping[str, Chart[Any]]) -> Answered:
        answered = answer_all(self._engine, charts)
        if (
            not answered.n
            and self._engine.size() == 0
            and session.exec(select(Ticket.id).limit(1)).first() is not None
        ):
            raise EngineUnavailable("搜索索引是空的，正在重新建立")
        return answered

    def _last(self, key: Hashable, error: EngineUnavailable) -> ChartFigures:
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            raise Unavailable(
                "统计暂不可用，且没有此前的结果可以显示",
                remedy="受理、派单和答复不受影响；请稍后重试",
            ) from error
        return replace(kept, degraded=True)
