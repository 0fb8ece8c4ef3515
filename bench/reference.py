"""Bare LiveKit in the same media engine: a room without the product, for the limit beside each figure."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from hemicycle.media.engine import Source
from hemicycle.media.tokens import listener_token
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bench.browsers import Browsers

CLIENT = Path(__file__).parents[1] / "frontend" / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"
SCRIPT = Path(__file__).parent / "bare" / "room.js"
TOKEN_SECONDS = 3600
#: As the product's page opens a microphone (frontend/src/media/capture.ts).
AUDIO: dict[str, Any] = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True, "channelCount": 1}
_numbers = count(1)


class BareRoom:
    """One room."""

    def __init__(self) -> None:
        self.name = f"bare-{next(_numbers)}"
        enforcement.engine().ensure_room(self.name).result()

    def page(self, browsers: Browsers, *, listens: bool = False) -> Page:
        """A page with the media engine's own client in it, and ears where it is to listen."""
        page = browsers.context(listens=listens).new_page()
        page.goto("/health")  # any page of a secure origin
        page.add_script_tag(path=CLIENT)
        page.add_script_tag(path=SCRIPT)
        return page

    def access(self, identity: str) -> tuple[str, str]:
        """Address and token; it permits to listen and nothing else."""
        token = listener_token(enforcement.address(), self.name, identity, identity, TOKEN_SECONDS)
        return settings.LIVEKIT_ADDRESS, token

    def listen(self, page: Page, identity: str) -> None:
        """Let a page listen."""
        page.evaluate("() => ears.ready")
        page.evaluate("([address, token]) => bare.listen(address, token)", list(self.access(identity)))

    def speak(self, page: Page, identity: str) -> None:
        """Let a page connect, its microphone open, ready to publish."""
        page.evaluate("(all) => bare.speak(...all)", [*self.access(identity), AUDIO])

    def grant(self, identity: str) -> float:
        """Permit to publish; returns the moment before the call, in milliseconds since 1970."""
        moment = time.time() * 1000
        enforcement.engine().permit(self.name, identity, frozenset({Source.MICROPHONE})).result()
        return moment
