"""A front end that speaks Chatwoot's public client API."""

from typing import Any

from hotline.chats.inboxes import add_inbox
from tests.support.web import Web


class Door:
    """An inbox over HTTP; `contact` gives one who chats."""

    def __init__(self, web: Web, name: str = "site", **fields: Any) -> None:
        self.web = web
        with web.app.state.database.writing() as session:
            vault = web.app.state.vault
            created = add_inbox(session, name, vault, web.now, by="tests", **fields)
        self.identifier, self.hmac_token = created.inbox.identifier, created.hmac_token
        self.path = f"/public/api/v1/inboxes/{self.identifier}"

    def contact(self, **fields: Any) -> "Visitor":
        answer = self.web.client.post(f"{self.path}/contacts", json=fields)
        assert answer.status_code == 200, answer.text
        return Visitor(self, answer.json())


class Visitor:
    """One who chats; `chat` is the number of their conversation once there is one."""

    def __init__(self, door: Door, document: dict[str, Any]) -> None:
        self.web, self.document, self.chat = door.web, document, 0
        self.path = f"{door.path}/contacts/{document['source_id']}"

    def begin(self, **fields: Any) -> dict[str, Any]:
        document = self.ask("POST", "conversations", **fields).json()
        self.chat = document["id"]
        return document

    def write(self, content: Any, **fields: Any) -> Any:
        if not self.chat:
            self.begin()
        return self.in_chat("POST", "messages", content=content, **fields)

    def messages(self, **params: Any) -> list[dict[str, Any]]:
        answer = self.web.client.get(self._chat("messages"), params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def status(self) -> str:
        return self.web.client.get(self._chat("")).json()["status"]

    def in_chat(self, method: str, noun: str, **fields: Any) -> Any:
        return self.ask(method, f"conversations/{self.chat}/{noun}", **fields)

    def ask(self, method: str, noun: str, **fields: Any) -> Any:
        return self.web.client.request(method, f"{self.path}/{noun}".rstrip("/"), json=fields)

    def send_file(self, name: str, content: bytes, text: str = "") -> Any:
        files = {"attachments[]": (name, content, "application/octet-stream")}
        return self.web.client.post(self._chat("messages"), data={"content": text}, files=files)

    def _chat(self, noun: str) -> str:
        return f"{self.path}/conversations/{self.chat}/{noun}".rstrip("/")
