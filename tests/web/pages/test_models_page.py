"""Another model is put in force, and the one before it again, on a page."""

import html

from sqlmodel import select

from hotline.domain.models import AuditEntry
from hotline.storage.model_registry import ModelEntry, add_model, read_registry

WHY = "新模型最近一月退单多，先由人确定"


def switch(web, who, noun, **values):
    path, headers = f"/models/{noun}", web.as_(who)
    return web.client.post(path, data=values, headers=headers, follow_redirects=False)


def folder_of(web):
    return web.app.state.settings.data / "models"


def audited(web) -> list[tuple[str, str, str]]:
    with web.app.state.database.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.kind == "model_switched")).all()
    return [(entry.actor, entry.subject, entry.reason) for entry in entries]


def test_the_administrator_puts_another_model_in_force_and_goes_back(web):
    assert "退回上一个模型" not in web.get("admin", "/models").text
    answer = switch(web, "admin", "uses", model="none", note=WHY)
    assert (answer.status_code, answer.headers["location"]) == (303, "/models?done=uses-of-models")
    assert web.app.state.desks().classifier.version == "none"
    page = web.get("admin", "/models", done="uses-of-models").text
    assert "已启用" in page
    assert "当前：不用模型" in page
    assert WHY in page
    answer = switch(web, "admin", "rollbacks", model="default", note="核对完毕")
    assert answer.status_code == 303
    assert web.app.state.desks().classifier.version.startswith("default-")
    changes = read_registry(folder_of(web)).changes
    assert [(c.version, c.by, c.note, c.back) for c in changes] == [
        ("none", "admin", WHY, False),
        ("default", "admin", "核对完毕", True),
    ]
    assert audited(web) == [("admin", "none", WHY), ("admin", "default", "核对完毕")]
    assert "退回到 随系统附带的模型" in " ".join(web.get("supervisor", "/models").text.split())


def test_without_a_reason_nothing_changes(web):
    answer = switch(web, "admin", "uses", model="none", note="  ")
    assert answer.status_code == 400
    assert "理由不能为空" in answer.text
    assert read_registry(folder_of(web)).live == "default"
    assert audited(web) == []


def test_a_file_that_is_not_the_registered_one_is_refused_with_what_was_typed(web):
    add_model(folder_of(web), ModelEntry("v1", "v1.model", "0" * 64, "2026-03-01T08:00", "tests"))
    answer = switch(web, "admin", "uses", model="v1", note=WHY)
    assert answer.status_code == 400
    assert "找不到模型文件" in answer.text
    assert f'value="{WHY}"' in html.unescape(answer.text)
    assert "<option selected>v1</option>" in answer.text
    assert (read_registry(folder_of(web)).live, audited(web)) == ("default", [])


def test_the_model_in_force_and_an_unknown_one_are_refused(web):
    assert switch(web, "admin", "uses", model="default", note=WHY).status_code == 409
    assert switch(web, "admin", "uses", model="v9", note=WHY).status_code == 400
    assert switch(web, "admin", "burials", model="none", note=WHY).status_code == 404


def test_going_back_to_what_is_no_longer_the_one_before_is_refused(web):
    assert switch(web, "admin", "rollbacks", model="default", note=WHY).status_code == 409
    switch(web, "admin", "uses", model="none", note=WHY)
    assert switch(web, "admin", "rollbacks", model="none", note=WHY).status_code == 409
    assert read_registry(folder_of(web)).live == "none"


def test_others_read_the_history_and_have_no_form(web):
    switch(web, "admin", "uses", model="none", note=WHY)
    for who in ("supervisor", "dispatcher"):
        page = web.get(who, "/models").text
        assert WHY in page
        assert "/models/uses" not in page
        assert switch(web, who, "uses", model="default", note=WHY).status_code == 403
        assert switch(web, who, "rollbacks", model="default", note=WHY).status_code == 403
    assert read_registry(folder_of(web)).live == "none"
