"""The websocket of a chat: ActionCable's frames, across processes, and nobody else's news."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from hotline.chats.inboxes import add_inbox
from hotline.storage.database import open_database
from hotline.storage.vault import open_vault
from hotline.web.cable.socket import MOST_BAD_FRAMES
from tests.conftest import MONDAY
from tests.support.photos import plain_png
from tests.support.serving import serving

PATIENCE = 30


class Site:
    """One served hotline and an inbox in it."""

    def __init__(self, port: int, identifier: str) -> None:
        self.port = port
        self.base = f"http://127.0.0.1:{port}/public/api/v1/inboxes/{identifier}/contacts"

    def contact(self) -> dict[str, Any]:
        return httpx.post(self.base, json={}, timeout=PATIENCE).raise_for_status().json()

    def begin(self, contact: dict[str, Any]) -> str:
        """The address of a new conversation."""
        path = f"{self.base}/{contact['source_id']}/conversations"
        chat = httpx.post(path, json={}, timeout=PATIENCE).raise_for_status().json()
        return f"{path}/{chat['id']}"

    def connect(self, **options: Any) -> Any:
        return connect(f"ws://127.0.0.1:{self.port}/cable", open_timeout=PATIENCE, **options)


def identifier_of(token: str) -> str:
    return '{ "channel":"RoomChannel", "pubsub_token":"' + token + '"}'


def subscribe(socket: Any, token: str) -> dict[str, Any]:
    command = {"command": "subscribe", "identifier": identifier_of(token)}
    socket.send(json.dumps(command))
    return until(socket, lambda frame: "subscription" in frame.get("type", ""))


def until(socket: Any, is_right: Any) -> dict[str, Any]:
    """The next frame that is right, past others."""
    for _ in range(200):
        frame = json.loads(socket.recv(timeout=PATIENCE))
        if is_right(frame):
            return frame
    raise AssertionError("it did not come")


def event(socket: Any, name: str) -> Any:
    def is_right(frame: dict[str, Any]) -> bool:
        return frame.get("type") != "ping" and frame.get("message", {}).get("event") == name

    frame = until(socket, is_right)
    return frame["message"]["data"]


@contextmanager
def site_of(settings: Any) -> Iterator[Site]:
    database = open_database(settings)
    with database.writing() as session:
        inbox = add_inbox(session, "site", open_vault(settings), MONDAY, by="tests").inbox
    database.close()
    with serving(settings) as port:
        yield Site(port, inbox.identifier)


@pytest.fixture
def site(settings) -> Iterator[Site]:
    with site_of(settings) as site:
        yield site


def test_frames_are_those_of_actioncable(site):
    contact = site.contact()
    with site.connect(subprotocols=["actioncable-v1-json", "actioncable-unsupported"]) as socket:
        assert socket.subprotocol == "actioncable-v1-json"
        assert json.loads(socket.recv(timeout=PATIENCE)) == {"type": "welcome"}
        answer = subscribe(socket, contact["pubsub_token"])
        assert answer == {
            "identifier": identifier_of(contact["pubsub_token"]),
            "type": "confirm_subscription",
        }
        assert subscribe(socket, "guessed")["type"] == "reject_subscription"
        assert until(socket, lambda frame: frame.get("type") == "ping")["message"] > 1_700_000_000


def test_a_contact_hears_of_messages_and_endings_and_of_nobody_elses(site):
    contact, other = site.contact(), site.contact()
    with site.connect() as socket, site.connect() as stranger:
        assert socket.subprotocol is None
        subscribe(socket, contact["pubsub_token"])
        subscribe(stranger, other["pubsub_token"])
        chat = site.begin(contact)
        httpx.post(
            f"{chat}/messages", json={"content": "路灯坏了", "echo_id": "e"}, timeout=PATIENCE
        )
        heard = event(socket, "message.created")
        assert (heard["content"], heard["message_type"], heard["echo_id"]) == ("路灯坏了", 0, "e")
        httpx.post(f"{chat}/toggle_status", timeout=PATIENCE)
        assert event(socket, "conversation.status_changed")["status"] == "resolved"
        assert event(socket, "conversation.resolved")["status"] == "resolved"
        own = site.begin(other)
        httpx.post(f"{own}/messages", json={"content": "我的"}, timeout=PATIENCE)
        assert event(stranger, "message.created")["content"] == "我的"


def test_a_photo_that_is_told_over_the_socket_is_fetched_over_http(site):
    contact = site.contact()
    with site.connect() as socket:
        subscribe(socket, contact["pubsub_token"])
        chat = site.begin(contact)
        httpx.post(f"{chat}/messages", files={"attachments[]": ("灯.png", plain_png())})
        (photo,) = event(socket, "message.created")["attachments"]
    assert httpx.get(photo["data_url"]).headers["content-type"] == "image/png"


@pytest.mark.parametrize("data", ['{"action":"update_presence"}', {"action": "update_presence"}])
def test_presence_is_told_as_text_and_as_object(site, data):
    contact = site.contact()
    with site.connect() as socket:
        subscribe(socket, contact["pubsub_token"])
        identifier = identifier_of(contact["pubsub_token"])
        assert event(socket, "presence.update") == {"account_id": 1, "users": {}}
        frame = {"command": "message", "identifier": identifier, "data": data}
        socket.send(json.dumps(frame))
        assert event(socket, "presence.update") == {"account_id": 1, "users": {}}
        assert until(socket, lambda frame: frame.get("type") == "ping")


@pytest.mark.parametrize("text", ["nonsense", "[]", '{"command":"fly"}', '{"command":"subscribe"}'])
def test_a_frame_that_is_none_is_passed_over(site, text):
    contact = site.contact()
    with site.connect() as socket:
        socket.send(text)
        subscribe(socket, contact["pubsub_token"])


def test_a_client_that_speaks_only_something_else_is_let_go(site):
    with site.connect() as socket:
        for _ in range(MOST_BAD_FRAMES):
            socket.send("nonsense")
        assert until(socket, lambda frame: frame.get("type") == "disconnect") == {
            "type": "disconnect",
            "reason": "invalid_request",
            "reconnect": False,
        }
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=PATIENCE)


def test_a_frame_without_end_closes_its_own_socket_alone(site):
    contact = site.contact()
    with site.connect() as socket, site.connect() as other:
        subscribe(other, contact["pubsub_token"])
        socket.send("x" * 1_000_000)
        with pytest.raises(ConnectionClosed):
            [socket.recv(timeout=PATIENCE) for _ in range(9)]
        assert until(other, lambda frame: frame.get("type") == "ping")


@pytest.mark.parametrize(
    "name", ["settings", pytest.param("postgresql_settings", marks=pytest.mark.postgresql)]
)
def test_what_is_written_at_one_server_is_heard_at_another(request, name):
    settings = request.getfixturevalue(name)
    with site_of(settings) as first, serving(settings) as port:
        contact = first.contact()
        with connect(f"ws://127.0.0.1:{port}/cable", open_timeout=PATIENCE) as socket:
            subscribe(socket, contact["pubsub_token"])
            chat = first.begin(contact)
            for number in range(3):
                httpx.post(f"{chat}/messages", json={"content": f"第{number}条"}, timeout=PATIENCE)
                own = event(socket, "message.created")
                while own["message_type"] != 0:
                    own = event(socket, "message.created")
                assert own["content"] == f"第{number}条"
