"""Registers the room with Django, and its commands."""

from __future__ import annotations

from django.apps import AppConfig


class OutcomeConfig(AppConfig):
    """The room ``outcome``."""

    name = "hemicycle.outcome"

    def ready(self) -> None:
        """Register the room's commands, and say on whose authority conclusions are put to a ballot."""
        from hemicycle.correspondence import grounds  # noqa: PLC0415 - models first
        from hemicycle.outcome import ballots  # noqa: PLC0415 - models first
        from hemicycle.outcome.actions import asking, closing, drafting, positions  # noqa: F401, PLC0415 - models first

        grounds.register(ballots.authorities)
