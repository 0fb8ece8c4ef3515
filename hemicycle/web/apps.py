"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room ``web``."""

    name = "hemicycle.web"

    def ready(self) -> None:
        """Count a factor that was just set up as given; attach calendars to confirmations, and papers to letters."""
        from hemicycle.web.access import route_permissions  # noqa: F401, PLC0415 - registers its check
        from hemicycle.web.account import mfa  # noqa: PLC0415 - models are loaded only now
        from hemicycle.web.letters import posting  # noqa: PLC0415 - the same
        from hemicycle.web.registration import confirmation_mail  # noqa: PLC0415 - the same

        confirmation_mail.listen()
        mfa.listen()
        posting.listen()
