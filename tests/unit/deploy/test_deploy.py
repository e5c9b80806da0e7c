"""The files by which a city runs the hotline: read, merged as Compose merges them, and compared
with what the code reads.
"""

import re
from pathlib import Path

import pytest
import yaml

from analytics.search.elasticsearch_address import client_options
from hotline.commands.serve import serve
from hotline.config import read_settings

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
NODES = ("search1", "search2", "search3")


def read(name: str):
    return yaml.safe_load((DEPLOY / name).read_text("utf-8"))


@pytest.fixture
def compose():
    return read("compose.yaml")


@pytest.fixture
def three():
    return read("three-nodes.yaml")


@pytest.mark.parametrize("name", ["compose.yaml", "three-nodes.yaml"])
def test_every_volume_and_network_is_declared(name, compose):
    file = read(name)
    for service in file["services"].values():
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", ())}
        assert volumes <= set(file["volumes"])
        assert set(service.get("networks", ())) <= set(compose["networks"])


@pytest.mark.parametrize("name", ["compose.yaml", "three-nodes.yaml"])
def test_every_variable_is_explained_in_the_example(name):
    example = (DEPLOY / ".env.example").read_text("utf-8")
    variables = set(re.findall(r"(?<!\$)\$\{(\w+)", (DEPLOY / name).read_text("utf-8")))
    assert variables
    assert variables <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_the_application_finds_its_database_and_its_engine(compose):
    environ = {
        name: re.sub(r"\$\{\w+[^}]*\}", "x", value)
        for name, value in compose["services"]["hotline"]["environment"].items()
    }
    settings = read_settings(environ=environ)
    assert settings.database == "postgresql+psycopg://hotline:x@database:5432/hotline"
    assert client_options(settings.search) == {"hosts": ["http://search:9200"]}
    assert settings.key == "x"
    assert {"database", "search"} <= set(compose["services"])


def test_neither_database_nor_engine_can_be_reached_from_outside(compose):
    assert compose["networks"]["inside"] == {"internal": True}
    for name in ("database", "search"):
        assert compose["services"][name]["networks"] == ["inside"]
        assert "ports" not in compose["services"][name]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["hotline"]["ports"])


def test_three_nodes_find_each_other_and_have_their_own_certificate_and_data(three):
    for name in NODES:
        service = three["services"][name]
        environment = service["environment"]
        assert (
            environment["discovery.seed_hosts"]
            == environment["cluster.initial_master_nodes"]
            == ",".join(NODES)
        )
        assert environment["node.name"] == name
        assert (
            environment["xpack.security.enabled"]
            == environment["xpack.security.http.ssl.enabled"]
            == "true"
        )
        assert environment["xpack.security.transport.ssl.enabled"] == "true"
        files = [
            value
            for key, value in environment.items()
            if key.endswith((".ssl.key", ".ssl.certificate"))
        ]
        assert len(files) == 4
        assert all(value.startswith(f"certs/{name}/{name}.") for value in files)
        assert f"{name}:/usr/share/elasticsearch/data" in service["volumes"]


def test_the_application_asks_all_three_nodes_with_tls_and_a_key(three):
    service = three["services"]["hotline"]
    environ = {**service["environment"], "HOTLINE_SEARCH_KEY": "id:key"}
    options = client_options(read_settings(environ=environ).search)
    assert options["hosts"] == [f"https://{name}:9200" for name in NODES]
    assert options["api_key"] == "id:key"
    mounted = service["volumes"][0].split(":")[1]
    assert options["ca_certs"].startswith(f"{mounted}/ca/")


def test_images_have_one_version_that_the_client_speaks_to(compose, three):
    images = {
        service["image"]
        for file in (compose, three)
        for service in file["services"].values()
        if "image" in service
    }
    (version,) = {image.rpartition(":")[2] for image in images if "elasticsearch" in image}
    assert tuple(map(int, version.split(".")[:2])) >= (8, 14)


def test_the_image_copies_what_there_is_and_starts_what_there_is():
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    assert copied
    assert all((DEPLOY.parent / name).exists() for name in copied)
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert {f"!{name}" for name in copied} <= set(kept)
    (command,) = (
        yaml.safe_load(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD ")
    )
    options = {option for parameter in serve.params for option in parameter.opts}
    assert command[:2] == ["hotline", "serve"]
    assert {word for word in command if word.startswith("--")} <= options


def test_the_image_has_a_chinese_font_for_what_it_prints():
    assert "fonts-noto-cjk" in (DEPLOY / "Dockerfile").read_text("utf-8")
