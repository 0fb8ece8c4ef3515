"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The room ``imports``."""

    name = "hemicycle.imports"

    def ready(self) -> None:
        """Stop imports whose files are forgotten, from now on, and say what can be imported."""
        from hemicycle.imports import (  # noqa: PLC0415 - as below
            desks,
            focal_points,
            forgetting,
            members,
            present,
            registrations,
        )
        from hemicycle.imports.models import Import  # noqa: PLC0415 - models are loaded only now

        forgetting.listen()
        desks.register(Import.Kind.REGISTRATIONS.value, registrations.RegistrationDesk, present.registrations)
        desks.register(Import.Kind.MEMBERS.value, members.MemberDesk, present.members)
        desks.register(Import.Kind.FOCAL_POINTS.value, focal_points.FocalPointDesk, focal_points.present)
