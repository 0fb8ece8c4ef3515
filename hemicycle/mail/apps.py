"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The room ``mail``."""

    name = "hemicycle.mail"

    def ready(self) -> None:
        """Tell people what becomes of their registrations, and cancel mails to who is forgotten, from now on."""
        from hemicycle.mail import forgetting, heads, notices, own_texts, paper_words  # noqa: PLC0415 - models are loaded only now

        notices.listen()
        forgetting.listen()
        heads.listen()
        own_texts.listen()
        paper_words.listen()
