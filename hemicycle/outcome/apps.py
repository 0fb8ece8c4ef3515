"""Registers the room with Django, its commands, and its mails."""

from __future__ import annotations

from django.apps import AppConfig


class OutcomeConfig(AppConfig):
    """The room ``outcome``."""

    name = "hemicycle.outcome"

    def ready(self) -> None:
        """Register the room's commands and mails, and on whose authority conclusions are put to a ballot."""
        from hemicycle.correspondence import grounds  # noqa: PLC0415 - models first
        from hemicycle.outcome import ballots, summary_notices  # noqa: PLC0415 - the same
        from hemicycle.outcome.actions import (  # noqa: PLC0415 - the same
            asking,  # noqa: F401
            closing,  # noqa: F401
            drafting,  # noqa: F401
            positions,  # noqa: F401
            statements,  # noqa: F401
        )

        grounds.register(ballots.authorities)
        summary_notices.listen()
