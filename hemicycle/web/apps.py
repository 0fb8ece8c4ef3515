"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room ``web``."""

    name = "hemicycle.web"

    def ready(self) -> None:
        """Listen: to factors that are set up, to signing in, to confirmations and letters that go out."""
        from hemicycle.web.access import route_permissions  # noqa: F401, PLC0415 - registers its check
        from hemicycle.web.account import mfa, security_log  # noqa: PLC0415 - models are loaded only now
        from hemicycle.web.letters import posting, trial  # noqa: PLC0415 - the same
        from hemicycle.web.registration import confirmation_mail, shift_calendar  # noqa: PLC0415 - the same
        from hemicycle.web.support import slot_calendar  # noqa: PLC0415 - the same

        confirmation_mail.listen()
        mfa.listen()
        security_log.listen()
        posting.listen()
        shift_calendar.listen()
        slot_calendar.listen()
        trial.listen()
