"""A caller whose name, telephone, ID and plate stand in every field that somebody can fill, and the
marks by which they would be recognised in an answer of any kind.
"""

import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from pypdf import PdfReader
from sqlmodel import select

from hotline.domain.models import CallCheck, PhoneCall, Ticket
from hotline.storage.call_checks import check_of_call
from tests.support.calls import Cti
from tests.support.photos import plain_png
from tests.support.web import Web

NAME, PHONE = "柏如霜", "13977654321"
ID_NUMBER, PLATE = "430102198501011234", "湘A7K392"
# No word announces the name: only who knows the caller can find it.
SAID = f"{NAME}住处旁边夜里施工。139 7765 4321，{ID_NUMBER}，{PLATE}，柏女士等回电。"
# Orders and what units answer take no numbers of persons.
ORDERED = f"{NAME}住处旁边夜里施工，请当日到场，柏女士等回音。"
ORDERING = ("supervisions", "instructions", "urgings", "closings")
ANSWERING = ("handling", "unsolved_reason", "opinion", "answer")
# What nobody reads without an opening; and what units, leaders and administrators never read.
MARKS = (NAME, PHONE, "139 7765 4321", ID_NUMBER, PLATE)
SIGNS = (*MARKS, "柏", "139****4321")
REPLY = {
    "result": "solved",
    "handling": ORDERED,
    "public_answer": f"已处理。{SAID}",
    "basis": SAID,
}
STEPS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("dispatched", "dispatcher", "dispatches", {"unit": "990102001", "reason": SAID}),
    ("accepted", "street_clerk", "acceptances", {}),
    ("in_progress", "street_clerk", "contacts", {"way": "phone", "note": SAID}),
    ("replied", "street_clerk", "replies", REPLY),
    ("callback", "reviewer", "reviews", {"decision": "pass", "note": SAID}),
    (
        "closed",
        "reviewer",
        "callbacks",
        {
            "way": "phone",
            "reached": True,
            "solved": True,
            "rating": 1,
            "reasons": ["outcome"],
            "reason": SAID,
            "note": SAID,
        },
    ),
)


def file_report(web: Web, **fields: Any) -> dict[str, Any]:
    """The receipt of a report full of marks."""
    body = {
        "text": SAID,
        "title": f"{NAME}反映夜间施工",
        "address": f"{NAME}家对面",
        "caller": NAME,
        "phone": PHONE,
        **fields,
    }
    answer = web.post("agent", "/api/v1/reports", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def bring(web: Web, point: str, **fields: Any) -> str:
    """The number of a ticket full of marks that has come as far as `point`, with supplements,
    remarks and files on its way.
    """
    receipt = file_report(web, **fields)
    no = receipt["ticket_no"]
    act = web.act
    assert act("dispatcher", no, "supplements", text=SAID).status_code == 201
    assert act("dispatcher", no, "comments", text=SAID).status_code == 201
    attach(web, "dispatcher", no)
    _attach_own(web, receipt)
    stands_in = {"reviewer": "supervisor"} if fields.get("secrecy") == "confidential" else {}
    for status, who, noun, body in STEPS if point != "triage" else ():
        answer = act(stands_in.get(who, who), no, noun, **body)
        assert answer.status_code == 201, (noun, answer.text)
        if status == point:
            break
    return no


def bring_call(web: Web, no: str) -> None:
    """A call of theirs that the agent has answered and linked with the ticket `no`, with a note,
    a check and an objection full of marks.
    """
    pbx = Cti(web)
    pbx.call("c1", phone=PHONE, agent="agent")
    pbx.hang_up("c1", phone=PHONE)
    with web.app.state.database.writing() as session:
        call = session.exec(select(PhoneCall)).one()
        call.ticket_id = session.exec(select(Ticket.id).where(Ticket.no == no)).one()
        call.handled_at, call.note = web.now, SAID
        texts = {"note": SAID, "appeal": SAID, "opinion": SAID}
        done = {"checked_at": web.now, "appealed_at": web.now, "decided_at": web.now}
        # A lot of the installation's key may have drawn it already.
        drawn = {"call_id": call.row_id, "agent": "agent", "drawn_at": web.now}
        check = check_of_call(session, call) or CallCheck(**drawn)
        check.sqlmodel_update({"score": 90, **texts, **done})
        session.add(check)


def attach(web: Web, who: str, no: str) -> None:
    path = f"/api/v1/tickets/{no}/attachments"
    files = {"file": (f"{NAME}身份证.png", plain_png())}
    answer = web.client.post(path, files=files, data={"note": SAID[:100]}, headers=web.as_(who))
    assert answer.status_code == 201, answer.text


def _attach_own(web: Web, receipt: dict[str, Any]) -> None:
    fields = {"ticket_no": receipt["ticket_no"], "query_code": receipt["query_code"], "note": NAME}
    files = {"file": (f"{NAME}.png", plain_png())}
    answer = web.client.post("/api/v1/progress/attachments", files=files, data=fields)
    assert answer.status_code == 201, answer.text


def marks_in(answer: Any, signs: tuple[str, ...]) -> list[str]:
    """Those of `signs` that stand in an answer: text, headers, Word, XLSX, PDF."""
    text = f"{text_of(answer)}\n{unquote(str(answer.headers))}"
    return [sign for sign in signs if sign in text]


def text_of(answer: Any) -> str:
    """What stands in an answer: text, or what is packed in Word, XLSX, PDF."""
    content = answer.content
    if content.startswith(b"%PDF"):
        pages = PdfReader(io.BytesIO(content)).pages
        return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return "".join(file.read(name).decode(errors="replace") for name in file.namelist())
    return content.decode(errors="replace")


def bring_to_unit(web: Web, text: str, caller: str) -> str:
    """The number of a hidden caller's ticket that a street has."""
    report = {"text": text, "caller": caller, "identity": "hidden"}
    answer = web.post("agent", "/api/v1/reports", report)
    assert answer.status_code == 201, answer.text
    no = answer.json()["ticket_no"]
    waits = web.get("dispatcher", f"/api/v1/tickets/{no}").json()["status"] == "triage"
    who, noun = ("dispatcher", "dispatches") if waits else ("supervisor", "moves")
    sent = web.act(who, no, noun, unit="990102001", reason="属地办理")
    assert sent.status_code == 201, sent.text
    return no
