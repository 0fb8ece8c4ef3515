"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_started

from hemicycle.consultations.languages import fall_back_to
from hemicycle.consultations.own_words import of_consultation


class ConsultationsConfig(AppConfig):
    """The room ``consultations``."""

    name = "hemicycle.consultations"

    def ready(self) -> None:
        """Begin each request without a consultation whose languages its texts would be read in."""
        request_started.connect(_forget, dispatch_uid="consultations.languages")


def _forget(**_: object) -> None:
    fall_back_to()
    of_consultation()
