"""Files on tickets: kept encrypted, given back to those who see the ticket, never shown as a
page.
"""

from datetime import datetime

import pytest
from sqlmodel import select

from hotline.domain.models import AccessLog, Attachment, Ticket
from tests.support.photos import plain_png
from tests.support.secretive_files import SECRETS, heic, jpeg

OWN = "/api/v1/progress/attachments"
PNG = plain_png()


@pytest.fixture
def send(web):
    """`send(who, no)`: attach a photo to a ticket."""

    def send(who, no, name="现场.png", content=PNG, **fields):
        path = f"/api/v1/tickets/{no}/attachments"
        return web.client.post(
            path, files={"file": (name, content)}, data=fields, headers=web.as_(who)
        )

    return send


def files_of(web):
    return [
        path for path in (web.app.state.settings.data / "attachments").glob("*/*") if path.is_file()
    ]


def test_a_file_is_kept_listed_and_given_back_as_it_was(web, send):
    no = web.ticket_at("in_progress")
    answer = send("street_clerk", no, note="整改后")
    assert answer.status_code == 201, answer.text
    (row,) = web.get("reviewer", f"/api/v1/tickets/{no}/attachments").json()["attachments"]
    assert (row["name"], row["media_type"], row["size"], row["note"]) == (
        "现场.png",
        "image/png",
        len(PNG),
        "整改后",
    )
    got = web.get("reviewer", f"/api/v1/tickets/{no}/attachments/{row['id']}")
    assert got.content == PNG
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert (
        web.get("supervisor", f"/api/v1/tickets/{no}").json()["history"][-1]["action"] == "attach"
    )


def test_on_the_disk_it_is_encrypted_under_a_name_that_says_nothing(web, send):
    send("street_clerk", web.ticket_at("in_progress"))
    (path,) = files_of(web)
    assert b"PNG" not in path.read_bytes()
    assert "现场" not in path.name


def test_every_opening_is_written_down(web, send):
    no = web.ticket_at("in_progress")
    number = send("street_clerk", no).json()["id"]
    web.get("reviewer", f"/api/v1/tickets/{no}/attachments/{number}")
    with web.app.state.database.reading() as session:
        (row,) = session.exec(select(AccessLog).where(AccessLog.fields == f"attachment:{number}"))
    assert row.staff == "reviewer"


@pytest.mark.parametrize(("who", "code"), [("stranger", 404), ("nobody", 401), ("leader", 403)])
def test_strangers_attach_nothing_and_leave_no_file(web, send, who, code):
    no = web.ticket_at("in_progress")
    assert send(who, no).status_code == code
    assert files_of(web) == []


@pytest.mark.parametrize(("who", "code"), [("stranger", 404), ("nobody", 401)])
def test_strangers_neither_list_nor_open_files(web, send, who, code):
    no = web.ticket_at("in_progress")
    number = send("street_clerk", no).json()["id"]
    assert web.get(who, f"/api/v1/tickets/{no}/attachments").status_code == code
    assert web.get(who, f"/api/v1/tickets/{no}/attachments/{number}").status_code == code


def test_a_file_of_one_ticket_is_not_found_under_another(web, send):
    no, other = web.ticket_at("in_progress"), web.ticket_at("in_progress")
    number = send("street_clerk", no).json()["id"]
    assert web.get("supervisor", f"/api/v1/tickets/{other}/attachments/{number}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("x.html", b"<script>"), ("x.png", b"<svg>"), ("x.png", b"")]
)
def test_what_is_no_picture_or_document_is_refused_by_field(web, send, name, content):
    answer = send("street_clerk", web.ticket_at("in_progress"), name, content)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "file")
    assert files_of(web) == []


def test_a_form_without_a_file_says_how_to_send_one(web):
    answer = web.act("street_clerk", web.ticket_at("in_progress"), "attachments", file="现场.png")
    assert answer.status_code == 400
    assert "multipart/form-data" in answer.text


def test_a_ticket_takes_as_many_files_as_the_city_says(web, send):
    no = web.ticket_at("in_progress")
    codes = [send("street_clerk", no).status_code for _ in range(10)]
    assert codes == [201] * 9 + [409]
    assert len(files_of(web)) == 9


def test_the_caller_adds_a_photo_by_number_and_code(web):
    created = web.post("nobody", "/api/v1/reports", {"text": "路灯坏了，晚上很黑，请修理。"}).json()
    fields = {"ticket_no": created["ticket_no"], "query_code": created["query_code"]}
    files = {"file": ("现场.png", PNG)}
    assert (
        web.client.post("/api/v1/progress/attachments", files=files, data=fields).status_code == 201
    )
    wrong = fields | {"query_code": "000000" if fields["query_code"] != "000000" else "111111"}
    assert (
        web.client.post("/api/v1/progress/attachments", files=files, data=wrong).status_code == 404
    )
    assert len(files_of(web)) == 1
    with web.app.state.database.reading() as session:
        assert session.exec(select(Attachment)).one().audience == "caller"


def test_a_file_that_was_changed_is_told_and_not_given_out(web, send):
    no = web.ticket_at("in_progress")
    number = send("street_clerk", no).json()["id"]
    (path,) = files_of(web)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    answer = web.get("supervisor", f"/api/v1/tickets/{no}/attachments/{number}")
    assert answer.status_code == 503
    assert "备份" in answer.text


def test_a_photo_is_kept_without_the_place_where_it_was_taken(web, send):
    no = web.ticket_at("in_progress")
    number = send("agent", no, name="现场.jpg", content=jpeg()).json()["id"]
    kept = web.get("agent", f"/api/v1/tickets/{no}/attachments/{number}").content
    assert [secret for secret in SECRETS if secret in kept] == []


@pytest.mark.parametrize("brand", ["heic", "heix", "hevc", "mif1", "msf1"])
def test_every_photo_of_a_telephone_is_read(web, send, brand):
    content = heic().replace(b"ftypheic", b"ftyp" + brand.encode(), 1)
    assert send("agent", web.ticket_at("in_progress"), "现场.heic", content).status_code == 201


def test_a_broken_photo_is_refused_with_the_way_out(web, send):
    answer = send("agent", web.ticket_at("in_progress"), "现场.jpg", jpeg()[:90])
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "file")
    assert "重新拍摄" in answer.json()["detail"]


@pytest.fixture
def own(web):
    """`own(code)`: what a caller who knows this code, or the right one, sends with a file."""
    created = web.post("nobody", "/api/v1/reports", {"text": "路灯坏了，晚上很黑，请修理。"}).json()

    def own(code=""):
        return {"ticket_no": created["ticket_no"], "query_code": code or created["query_code"]}

    return own


def test_the_callers_files_leave_the_unit_its_places(web, send, own):
    no = own()["ticket_no"]
    for number in range(9):
        with web.app.state.database.writing() as session:
            session.add(picture_of_caller(session, no, number))
    answer = web.client.post(OWN, files={"file": ("现场.png", PNG)}, data=own())
    assert answer.status_code == 409
    assert "群众附件" in answer.text
    assert send("dispatcher", no).status_code == 201


def picture_of_caller(session, no, number):
    ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
    return Attachment(
        ticket_id=ticket.id,
        name="a.png",
        media_type="image/png",
        size=1,
        digest="0" * 64,
        key=f"{number:032}",
        audience="caller",
        by="caller",
        at=datetime(2026, 3, 9, 10),
    )


def streamed(fields, *, pieces):
    """The body of a form with a large file, which comes last."""
    for name, value in fields.items():
        yield f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + PNG
    for _ in range(pieces):
        yield bytes(100_000)
    yield b"\r\n--x--\r\n"


NOTE = b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n'
FORM = {"content-type": "multipart/form-data; boundary=x"}


def test_number_and_code_are_checked_before_anything_of_the_file_is_kept(web, own, monkeypatch):
    def none(*_):
        raise AssertionError("a file was begun")

    monkeypatch.setattr("hotline.web.multipart_form.SpooledTemporaryFile", none)
    body = b"".join(streamed(own("000000"), pieces=50))
    assert web.client.post(OWN, content=body, headers=FORM).status_code == 404


def test_a_file_beyond_the_citys_limit_is_refused_while_it_comes(web, own):
    body = b"".join(streamed(own(), pieces=210))
    answer = web.client.post(OWN, content=body, headers=FORM)
    assert answer.status_code == 400
    assert "20 MB" in answer.text
    assert files_of(web) == []


def test_a_file_before_its_number_and_code_is_refused(web, own):
    body = b"".join(streamed({}, pieces=1))
    answer = web.client.post(OWN, content=body, headers=FORM)
    assert answer.status_code == 400
    assert "ticket_no" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"--x",
        b"--x--",
        b"nonsense",
        b"--x\r\n\r\n",
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n'
        + b"a" * 900_000
        + b"\r\n--x--",
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n\xff\r\n--x--',
    ],
)
def test_a_broken_form_is_refused_in_words(web, body):
    answer = web.client.post(OWN, content=body, headers=FORM)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
