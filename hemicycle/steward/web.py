"""What the steward asks the web process, and tells it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import httpx

from hemicycle.steward.snapshot import Fact, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.steward.settings import Settings

log = logging.getLogger(__name__)

#: Seconds that an answer may take.
PATIENCE = 3.0


class WebUnavailable(Exception):
    """The web process does not answer, or not as it should."""


class Web:
    """The web process."""

    def __init__(self, settings: Settings) -> None:
        self._client = httpx.AsyncClient(
            base_url=settings.web,
            headers={"Authorization": f"Bearer {settings.key}"},
            timeout=PATIENCE,
            trust_env=False,
        )

    async def sittings(self) -> list[Snapshot]:
        """Ask which sittings go on and who may be heard in each; also the heartbeat that lets turns time out.

        Raises:
            WebUnavailable: There is no answer.
        """
        try:
            answer = await self._client.post("/steward/sittings")
            answer.raise_for_status()
            return [Snapshot.of(entry) for entry in answer.json()["sittings"]]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise WebUnavailable(f"{type(error).__name__}: {error}") from error

    async def tell(self, sitting: int, facts: Sequence[Fact]) -> bool:
        """Tell facts of one sitting; returns whether they were taken."""
        report = {"sitting": sitting, "facts": [fact.as_json() for fact in facts]}
        try:
            (await self._client.post("/steward/facts", json=report)).raise_for_status()
        except httpx.HTTPError as error:
            log.warning("facts of sitting %s were not taken: %s: %s", sitting, type(error).__name__, error)
            return False
        return True

    async def close(self) -> None:
        """End all connections."""
        await self._client.aclose()
