"""Settings: what wins, and which secrets they keep to themselves."""

from analytics.search.elasticsearch_address import client_options, index_prefix
from hotline.config import read_settings

KEY = "VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw=="
CLUSTER = "https://search1:9200,https://search2:9200?ca=/etc/ca.pem&index=city"


def read(**environ: str):
    return read_settings(environ={f"HOTLINE_{name}": value for name, value in environ.items()})


def test_arguments_come_before_the_environment():
    settings = read_settings(
        "/srv/a", search="http://a:9200", environ={"HOTLINE_SEARCH": "http://b:9200"}
    )
    assert (str(settings.data), settings.search) == ("/srv/a", "http://a:9200")


def test_without_an_address_the_engine_is_in_the_data_folder():
    assert read(SEARCH_KEY=KEY).search == ""


def test_the_api_key_of_the_environment_reaches_the_client_of_a_cluster_with_tls():
    address = read(SEARCH=CLUSTER, SEARCH_KEY=KEY).search
    assert client_options(address) == {
        "hosts": ["https://search1:9200", "https://search2:9200"],
        "api_key": KEY,
        "ca_certs": "/etc/ca.pem",
    }
    assert index_prefix(address) == "city"


def test_an_address_that_names_a_user_keeps_name_and_password():
    address = read(SEARCH="https://hot:line@search1:9200", SEARCH_KEY=KEY).search
    assert client_options(address)["basic_auth"] == ("hot", "line")


def test_a_cluster_without_a_key_is_asked_without_one():
    assert read(SEARCH=CLUSTER).search == CLUSTER


def test_printed_settings_hold_no_secret():
    settings = read(
        SEARCH=CLUSTER, SEARCH_KEY=KEY, KEY="geheim", DATABASE="postgresql://hot:line@db/hotline"
    )
    shown = repr(settings)
    assert "ui2lp2" not in shown
    assert "geheim" not in shown
    assert "line@db" not in shown
