"""What the media engine's log has after somebody was in a room: enough to find a problem, and nothing that lets in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hemicycle.media.engine import Engine, Source
from tests.media.person import Person, until

if TYPE_CHECKING:
    from hemicycle.media.engine import Address
    from hemicycle.ops.installation import Installation

pytestmark = pytest.mark.anyio


async def test_it_says_who_came_how_and_why_they_left(
    media: Address, the_engine: Engine, room: str, media_installation: Installation
) -> None:
    log = media_installation.home / "logs" / "livekit.log"
    before = log.stat().st_size

    def said() -> str:
        return log.read_bytes()[before:].decode()

    async with Person(media, room, "r7") as person:
        the_engine.permit(room, "r7", frozenset({Source.MICROPHONE})).result()
        await person.publish()
        await until(lambda: "participant active" in said())
    await until(lambda: "CLIENT_REQUEST_LEAVE" in said())
    assert "starting RTC session" in said()
    assert '"r7"' in said()
    for secret in (media.secret, person.first_token, person.first_token.rsplit(".", 1)[1], "Ms. Somebody"):
        assert secret not in said()
    assert {found for found in re.findall(r"\d+\.\d+\.\d+\.\d+", said()) if not found.startswith("127.")} == set()
