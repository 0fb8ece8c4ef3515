"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_finished, request_started

from hemicycle.consultations.languages import fall_back_to
from hemicycle.consultations.own_words import install, of_consultation


class ConsultationsConfig(AppConfig):
    """The room ``consultations``."""

    name = "hemicycle.consultations"

    def ready(self) -> None:
        """Ask for a body's terms; begin each request without a consultation whose languages texts would be read in."""
        install()
        for signal in (request_started, request_finished):
            signal.connect(_forget, dispatch_uid="consultations.languages")


def _forget(**_: object) -> None:
    fall_back_to()
    of_consultation()
