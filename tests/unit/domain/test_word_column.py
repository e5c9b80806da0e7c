"""Words of a closed list: strings in the database, members of their StrEnum in the program."""

from datetime import datetime

import pytest
from sqlmodel import Session, SQLModel, create_engine, select, text

from hotline.domain.models import Assignment, Comment, Notice
from hotline.domain.outcomes import AssignmentOutcome, AssignmentRole, Audience, NoticeKind

AT = datetime(2026, 3, 9, 10, 0)


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def stored(session: Session, row: SQLModel, column: str) -> str:
    session.add(row)
    session.flush()
    session.expire_all()
    table = row.__tablename__
    return session.exec(text(f"select {column} from {table}")).scalar_one()


def support(**values: object) -> Assignment:
    return Assignment(
        ticket_id=1, unit="1", by="x", dispatched_at=AT, role=AssignmentRole.SUPPORT, **values
    )


def test_the_value_is_stored_not_the_name(session):
    row = support(outcome=AssignmentOutcome.PASSED_DOWN)
    assert stored(session, row, "role || '/' || outcome") == "support/passed_down"


def test_an_assignment_without_more_leads_and_runs(session):
    row = Assignment(ticket_id=1, unit="1", by="x", dispatched_at=AT)
    assert stored(session, row, "role || '/' || outcome") == "lead/"


def test_what_is_read_is_a_member_again(session):
    session.add(Comment(ticket_id=1, by="x", at=AT, text="…", audience=Audience.CALLER))
    session.flush()
    session.expire_all()
    audience = session.exec(select(Comment.audience)).one()
    assert audience is Audience.CALLER
    assert f"{audience}" == "caller"


def test_a_plain_word_finds_its_rows(session):
    session.add(support())
    session.flush()
    for word in ("support", AssignmentRole.SUPPORT):
        assert session.exec(select(Assignment.unit).where(Assignment.role == word)).all() == ["1"]


def test_a_word_of_a_newer_version_stays_a_string(session):
    session.add(Notice(receiver="role:leader", kind=NoticeKind.URGE, ticket_no="1", at=AT))
    session.flush()
    session.exec(text("update notice set kind = 'rumour'"))
    session.expire_all()
    assert session.exec(select(Notice.kind)).one() == "rumour"
