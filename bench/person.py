"""People who are signed in with the product and reach it as their browsers would."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any

import httpx
from django.conf import settings

from hemicycle.ops.simulation.cast import session_of
from hemicycle.sittings.enforcement import identity

if TYPE_CHECKING:
    from hemicycle.people.models import Registration

PATIENCE = 30.0
CSRF = "s" * 32


class Refused(Exception):
    """The product refused a command, which no measurement expects."""


def client(session: str) -> httpx.Client:
    """A browser's cookies and headers, for one session, or for who is signed out where it is empty."""
    return httpx.Client(
        base_url=settings.PUBLIC_ADDRESS,
        cookies={settings.CSRF_COOKIE_NAME: CSRF} | ({settings.SESSION_COOKIE_NAME: session} if session else {}),
        headers={"X-CSRFToken": CSRF, "Origin": settings.PUBLIC_ADDRESS, "Referer": settings.PUBLIC_ADDRESS},
        timeout=PATIENCE,
        trust_env=False,
    )


class Person:
    """One registered person in one sitting."""

    def __init__(self, registration: Registration, sitting: int) -> None:
        self.registration = registration.pk
        self.identity = identity(registration.pk)
        self.session = session_of(registration.person)
        self._path = f"/sittings/{sitting}"
        self._web = client(self.session)

    def command(self, name: str, key: uuid.UUID | None = None, /, **arguments: Any) -> dict[str, Any]:
        """Send a room command, the same one again where ``key`` is; returns its ``result``.

        Raises:
            Refused: it was not carried out.
        """
        body = {"id": str(key or uuid.uuid4()), "command": name, "arguments": arguments}
        answer = self._web.post(f"{self._path}/commands", json=body).json()
        if not answer["ok"]:
            raise Refused(f"{name}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def join(self) -> dict[str, Any]:
        """The answer of ``join``."""
        joined: dict[str, Any] = self._patiently("POST", "join").json()
        return joined

    def media(self) -> tuple[str, str]:
        """Address and token for the media engine."""
        media = self.join()["media"]
        return media["address"], media["token"]

    def push(self) -> dict[str, Any]:
        """Fresh access to the push engine: ``{address, token, channels}``."""
        access: dict[str, Any] = self._patiently("POST", "push").json()
        return access

    def documents(self) -> dict[str, Any]:
        """Every document that this person may read, by name."""
        documents: dict[str, Any] = self._patiently("GET", "documents").json()["documents"]
        return documents

    def _patiently(self, method: str, address: str) -> httpx.Response:
        """Ask, and ask again when the product says that this may be done, as the page does."""
        while True:
            answer = self._web.request(method, f"{self._path}/{address}")
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer.raise_for_status()
            time.sleep(float(answer.headers["Retry-After"]))
