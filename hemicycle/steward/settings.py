"""The steward's settings, which ``hemicycle up`` hands it in the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass

from hemicycle.media.engine import Address


@dataclass(frozen=True)
class Settings:
    """Whom the steward asks and tells, and where it says that it is well.

    Attributes:
        web: Address of the web process.
        key: Proves to the web process that it is the steward.
        port: Of the steward's own health check, on loopback.
        log_level: How much it says, as Python's ``logging`` names it.
    """

    web: str
    key: str
    media: Address
    port: int
    log_level: str = "INFO"

    @classmethod
    def from_environment(cls) -> Settings:
        """Read ``HEMICYCLE_*``.

        Raises:
            KeyError: One is missing; ``hemicycle up`` sets them all.
        """
        return cls(
            web=os.environ["HEMICYCLE_WEB_INTERNAL"],
            key=os.environ["HEMICYCLE_STEWARD_KEY"],
            media=Address(
                os.environ["HEMICYCLE_LIVEKIT_API"],
                os.environ["HEMICYCLE_LIVEKIT_KEY"],
                os.environ["HEMICYCLE_LIVEKIT_SECRET"],
            ),
            port=int(os.environ["HEMICYCLE_STEWARD_PORT"]),
            log_level=os.environ.get("HEMICYCLE_LOG_LEVEL", "info").upper(),
        )
