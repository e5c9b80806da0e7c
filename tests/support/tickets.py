"""Tickets as plain values for search, and the small town that the search contract is checked on."""

from datetime import datetime, timedelta
from typing import Any

from analytics.search.documents import TICKET_FIELDS, document

DAY = datetime(2026, 3, 2)
_TEXTS = ("category", "district", "street", "place", "clock", "result", "duplicate_of")


def facts(number: int, content: str = "路灯不亮", **changed: Any) -> dict[str, Any]:
    """What the database holds of ticket `number`: an open, ordinary ticket of unit U1 but for
    what is `changed`.
    """
    reported = changed.get("reported_at", DAY + timedelta(hours=number))
    plain: dict[str, Any] = dict.fromkeys(TICKET_FIELDS)
    plain |= dict.fromkeys(_TEXTS, "")
    plain |= {
        "id": number,
        "version": 1,
        "no": f"260302{number:06d}",
        "title": content[:12],
        "content": content,
        "status": "dispatched",
        "unit": "U1",
        "co_units": [],
        "accused": [],
        "channel": "phone",
        "request_type": "help",
        "urgency": "normal",
        "secrecy": "open",
        "identity_mode": "real",
        "cycle": 1,
        "returns": 0,
        "needs_review": False,
        "reported_at": reported,
        "created_at": reported,
    }
    return plain | changed


def ticket(number: int, content: str = "路灯不亮", **changed: Any) -> dict[str, Any]:
    """The document of `facts`."""
    return document(facts(number, content, **changed))


def town() -> list[dict[str, Any]]:
    """Twelve tickets of a town."""
    return [
        ticket(
            1,
            "朝阳路3号楼停水三天没人管",
            unit="WATER",
            district="D1",
            category="0301",
            urgency="urgent",
        ),
        ticket(
            2,
            "红星小区夜间施工噪声扰民，影响休息",
            unit="URBAN",
            district="D1",
            category="0702",
            channel="web",
        ),
        ticket(3, "開發區中山路停電，請盡快恢復供電", unit="POWER", district="D2", category="0302"),
        ticket(
            4,
            "王小明面馆拖欠工资，联系电话13812345678",
            unit="LABOUR",
            secrecy="confidential",
            category="1101",
        ),
        ticket(
            5,
            "ＡＢＣ大厦Ｋ１２路公交车站台损坏",
            unit="BUS",
            co_units=["URBAN"],
            channel="app",
            category="0601",
        ),
        ticket(
            6,
            "王小二餐馆油烟扰民",
            unit="URBAN",
            district="D2",
            category="0701",
            due_at=DAY + timedelta(days=3),
        ),
        ticket(
            7, "人民医院门口停车难", unit="POLICE", due_at=DAY + timedelta(days=1), category="0603"
        ),
        ticket(
            8,
            "人民公园的医院通道被占",
            unit="URBAN",
            due_at=DAY + timedelta(days=2),
            urgency="urgent",
        ),
        ticket(
            9,
            "城管工作人员态度恶劣",
            unit="DISCIPLINE",
            accused=["URBAN"],
            request_type="complaint",
        ),
        ticket(
            10,
            "咨询社保办理流程",
            status="closed",
            unit="",
            place="政务大厅",
            **_handled(10, hours=5),
        ),
        ticket(
            11,
            "自来水发黄有异味，楼上停水",
            status="closed",
            unit="WATER",
            solved=True,
            rating=5,
            **_handled(11, hours=30),
        ),
        ticket(
            12,
            "路面有坑 <b>危险</b> & 请修",
            status="closed",
            unit="ROAD",
            solved=False,
            rating=2,
            **_handled(12, hours=200),
        ),
    ]


def _handled(number: int, *, hours: int) -> dict[str, Any]:
    """Dispatched after an hour, answered and closed `hours` later, with a limit of five days."""
    start = DAY + timedelta(hours=number + 1)
    end = start + timedelta(hours=hours)
    return {
        "dispatched_at": start,
        "accepted_at": start + timedelta(hours=1),
        "replied_at": end,
        "closed_at": end,
        "due_handle": start + timedelta(days=5),
    }
