"""A code that the city never had is said to be none; a unit's may be typed in small letters."""

import pytest

PAGES = ("/rates", "/leader", "/map", "/rates/tickets", "/exports/tickets", "/warnings")
APIS = ("/api/v1/tickets", "/api/v1/analytics/rates", "/api/v1/warnings")


@pytest.mark.parametrize("path", [*PAGES, *APIS])
def test_a_unit_that_the_city_lacks_is_refused_by_name(web, path):
    answer = web.get("supervisor", path, unit="XX")
    assert answer.status_code == 400
    assert "XX" in answer.text


@pytest.mark.parametrize(
    ("name", "code"), [("lead", "NO-1"), ("category", "9999"), ("district", "110101"),
                       ("street", "110101001")]
)  # fmt: skip
def test_so_is_every_other_code(web, name, code):
    answer = web.get("supervisor", "/rates", **{name: code})
    assert answer.status_code == 400
    assert code in answer.text


def test_a_list_names_what_it_left_aside_and_shows_the_rest(web):
    no = web.report()
    page = web.get("dispatcher", "/tickets", unit="XX").text
    assert no in page
    assert "“XX”" in page


def test_a_unit_is_found_in_small_letters(web):
    no = web.ticket_at("dispatched")
    web.act("dispatcher", no, "recalls", reason="改派")
    web.act("dispatcher", no, "dispatches", unit="S-CG")
    assert no in web.get("dispatcher", "/tickets", unit="s-cg").text
    assert web.get("supervisor", "/rates", unit="s-cg").status_code == 200
    small, great = (web.get("supervisor", f"/units/{code}") for code in ("s-cg", "S-CG"))
    assert small.status_code == great.status_code != 404
    assert web.get("supervisor", "/units/XX").status_code == 404
    assert web.get("supervisor", "/units/s-cg/orders").status_code == 200


def test_nobody_at_the_front_desk_and_the_centre_are_no_codes_and_stay(web):
    no = web.report()
    assert no in web.get("dispatcher", "/tickets", lead="-").text
    assert no in web.get("dispatcher", "/tickets", holder="centre").text
