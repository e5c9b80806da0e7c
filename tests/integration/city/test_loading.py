from datetime import datetime

import pytest
from sqlmodel import Session, select

from hotline.city.loading import current_city, load_pack
from hotline.city.pack import CityPack
from hotline.city.pack_reading import read_pack_texts
from hotline.config import read_settings
from hotline.domain.errors import Conflict, NoCity
from hotline.domain.models import CityVersion, Staff, Ticket, UnitRow
from hotline.storage.database import Database, open_database

NOW = datetime(2026, 3, 9, 10, 0)
LINE = "G-KY,示例市客运站场管理有限公司,utility,,S-JT,客运公司 汽车站管理处\n"


def edited(city: CityPack, file: str, old: str, new: str) -> CityPack:
    assert old in city.files[file]
    pack = read_pack_texts(
        {**city.files, file: city.files[file].replace(old, new)}, today=NOW.date()
    ).pack
    assert pack
    return pack


def without_coach_stations(city: CityPack) -> CityPack:
    files = {**city.files, "units.csv": city.files["units.csv"].replace(LINE, "")}
    files["duties.csv"] = files["duties.csv"].replace("0504,*,G-KY,S-JT,", "0504,*,S-JT,,")
    pack = read_pack_texts(files, today=NOW.date()).pack
    assert pack
    return pack


def add_ticket(session: Session, status: str, unit: str) -> None:
    session.add(
        Ticket(
            **{
                "no": f"T{status}",
                "status": status,
                "channel": "web",
                "title": "车站",
                "content": "候车室漏水",
            },
            **{
                "request_type": "complaint",
                "urgency": "normal",
                "unit": unit,
                "reported_at": NOW,
                "created_at": NOW,
            },
        )
    )
    session.flush()


def test_a_database_without_a_city_says_how_to_load_one(tmp_path):
    database = open_database(read_settings(tmp_path, environ={}))
    with database.reading() as session, pytest.raises(NoCity, match="hotline city load"):
        current_city(session)
    database.close()


def test_the_loaded_city_is_in_force_with_all_its_units(each_database: Database, demo_city):
    with each_database.reading() as session:
        assert current_city(session) == demo_city
        rows = session.exec(select(UnitRow)).all()
    assert {row.code for row in rows if row.active} == set(demo_city.units)


def test_the_same_pack_again_changes_nothing(each_database: Database, demo_city):
    with each_database.writing() as session:
        assert load_pack(session, demo_city).is_empty
        assert len(session.exec(select(CityVersion)).all()) == 1


def test_an_edited_pack_becomes_a_new_version_and_tells_what_changed(
    each_database: Database, demo_city
):
    pack = edited(demo_city, "units.csv", "示例市体育局", "示例市体育发展局")
    with each_database.writing() as session:
        changes = load_pack(session, pack, by="operator", now=NOW)
    assert [str(change) for change in changes.files] == ["units.csv：修改 1（S-TYJ）"]
    with each_database.reading() as session:
        assert current_city(session).units["S-TYJ"].name == "示例市体育发展局"
        assert session.get_one(UnitRow, "S-TYJ").name == "示例市体育发展局"
        assert session.get_one(CityVersion, changes.version).loaded_by == "operator"


def test_the_pack_before_can_be_loaded_again(each_database: Database, demo_city):
    with each_database.writing() as session:
        load_pack(session, edited(demo_city, "units.csv", "示例市体育局", "示例市体育发展局"))
    with each_database.writing() as session:
        assert not load_pack(session, demo_city).is_empty
        assert current_city(session) == demo_city


def test_a_unit_with_open_tickets_may_not_disappear(each_database: Database, demo_city):
    with each_database.writing() as session:
        add_ticket(session, "accepted", "G-KY")
    with each_database.writing() as session, pytest.raises(Conflict, match=r"G-KY）1 件"):
        load_pack(session, without_coach_stations(demo_city))
    with each_database.reading() as session:
        assert current_city(session) == demo_city
        assert session.get_one(UnitRow, "G-KY").active


def test_a_unit_whose_tickets_have_ended_may_go_and_its_name_stays(
    each_database: Database, demo_city
):
    with each_database.writing() as session:
        add_ticket(session, "closed", "G-KY")
        staff = {
            "login": "coach",
            "name": "站",
            "role": "clerk",
            "unit": "G-KY",
            "password": "",
            "created_at": NOW,
        }
        session.add(Staff(**staff))
    with each_database.writing() as session:
        changes = load_pack(session, without_coach_stations(demo_city))
        assert not session.get_one(UnitRow, "G-KY").active
    assert changes.warnings == ("账号 coach 所属单位 G-KY 已不在城市包中",)


def test_a_duty_that_ends_after_loading_does_not_stop_the_hotline(
    each_database: Database, demo_city
):
    pack = edited(
        demo_city,
        "duties.csv",
        "0401,*,G-GS,S-SW,示例：依据《示例市城市供水用水条例》",
        "0401,*,G-GS,S-SW,",
    )
    old = next(line for line in pack.files["duties.csv"].split("\n") if line.startswith("0401,*"))
    ending = edited(pack, "duties.csv", old, old.replace(",,,direct", ",,2026-03-10,direct"))
    with each_database.writing() as session:
        load_pack(session, ending, now=NOW)
        assert current_city(session).digest == ending.digest
