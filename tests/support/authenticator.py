"""An authenticator in software: what a browser and its device answer, with ES256."""

import base64
import hashlib
import html
import json
import re
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "==")


@dataclass
class Authenticator:
    """`origin` is the page that asks it; `verifies`: it checks a finger or a PIN."""

    origin: str
    verifies: bool = True
    counter: int = 0
    handle: str = ""
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: str) -> str:
        request = json.loads(options)
        self.handle = request["user"]["id"]
        client = self._client_data("webauthn.create", request)
        numbers = self.key.public_key().public_numbers()
        public = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential
        data = self._data(request["rp"]["id"], ATTESTED) + attested + cbor2.dumps(public)
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer({"clientDataJSON": text(client), "attestationObject": text(statement)})

    def get(self, options: str, **changed: Any) -> str:
        request = json.loads(options)
        client = self._client_data("webauthn.get", request)
        self.counter += 1
        data = self._data(changed.pop("rp_id", request["rpId"]), 0)
        signed = data + hashlib.sha256(client).digest()
        response = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.handle,
        }
        return self._answer(response | changed)

    def _data(self, rp_id: str, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _client_data(self, kind: str, request: dict[str, Any]) -> bytes:
        content = {"type": kind, "challenge": request["challenge"], "origin": self.origin}
        return json.dumps(content).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        name = text(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def asked(page, kind):
    """What the form of this kind asks a browser, and the note that comes back."""
    form = page[page.index(f'data-passkey="{kind}"') :]
    options = html.unescape(re.search(r'data-options="([^"]+)"', form)[1])
    return options, re.search(r'name="note" value="([^"]+)"', form)[1]
