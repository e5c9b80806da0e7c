"""Reports of several people about one matter, stored for what watches over them."""

from datetime import datetime, timedelta
from itertools import count

from hotline.domain.models import Caller
from hotline.storage.database import Database
from tests.support.stored import store

SITE = "990102002"
NIGHT = "棂星苑旁云顶项目工地夜间施工，打桩声很大，{}无法入睡，请查处"
NUMBERS = count()
WHO = (
    "老人",
    "孩子",
    "孕妇",
    "全家",
    "上夜班的",
    "学生",
    "邻居",
    "病人",
    "业主",
    "租户",
    "住户",
    "女儿",
)


def people(database: Database, n: int, *, at: datetime) -> list[int]:
    """Ids of new callers."""
    with database.writing() as session:
        rows = [Caller(phone_key=f"key {next(NUMBERS)}", created_at=at) for _ in range(n)]
        session.add_all(rows)
        session.flush()
        return [row.row_id for row in rows]


def night_noise(
    database: Database, n: int, *, at: datetime, apart: timedelta = timedelta(hours=1), **changed
) -> list[int]:
    """Ids of `n` complaints about one building site, each by another person, the last at `at`."""
    callers = changed.pop("callers", None) or people(database, n, at=at)
    ids = []
    for number, caller in enumerate(callers):
        moment = at - (n - 1 - number) * apart
        fields = {
            "category": "0302",
            "district": "990102",
            "street": SITE,
            "place": "棂星苑",
            "request_type": "complaint",
            "status": "in_progress",
            "unit": "DH-CG",
            "caller_id": caller,
            "reported_at": moment,
            "created_at": moment,
        }
        text = NIGHT.format(WHO[number % len(WHO)])
        ids += store(database, text, **fields | changed)
    return ids


def usual_weeks(database: Database, *, until: datetime, days: int = 30) -> None:
    """A ticket every other day somewhere else, so that it is known what is usual."""
    for day in range(2, days, 2):
        moment = until - timedelta(days=day)
        fields = {"category": "0109", "district": "990101", "street": "990101001", "place": ""}
        store(
            database,
            f"路灯第 {day} 天不亮",
            reported_at=moment,
            created_at=moment,
            request_type="help",
            **fields,
        )
