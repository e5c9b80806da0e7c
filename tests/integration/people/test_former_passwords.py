"""Former passwords on each engine: the newest stay, of each person their own."""

from datetime import datetime

from hotline.domain.models import Staff
from hotline.storage.staff import passwords_of, replace_password

NOW = datetime(2026, 3, 9, 10)


def test_the_newest_former_passwords_of_each_person_are_kept(each_database):
    people = [
        Staff(login=login, name="某人", role="agent", password="0", created_at=NOW)
        for login in ("liuyang", "zhaomin")
    ]
    with each_database.writing() as session:
        session.add_all(people)
        session.flush()
        for number in range(1, 5):
            for person in people:
                replace_password(session, person, f"{person.login}{number}", kept=2)
        assert [passwords_of(session, person) for person in people] == [
            ["liuyang4", "liuyang3", "liuyang2"],
            ["zhaomin4", "zhaomin3", "zhaomin2"],
        ]
