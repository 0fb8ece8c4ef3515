"""Somebody at the page of a body: of the secretariat of one of its consultations, or an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.people.actions.bodies import AsAdministrator
from hemicycle.people.bodies import languages_of

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Body, Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.actions.bodies import Part, Row, Where
    from hemicycle.web.access.permissions import AtInstallation, InConsultation


@dataclass(frozen=True)
class AtBody:
    """Who is there, and by which way.

    Attributes:
        languages: In which its names are asked for.
        of: As the room's acts take it.
        consultation: Whose desk it is; none for an administrator, who sees nothing of any.
    """

    body: Body
    languages: tuple[str, ...]
    of: Where
    performer: Performer
    now: datetime
    consultation: Consultation | None = None

    @classmethod
    def in_consultation(cls, desk: InConsultation) -> AtBody:
        """The secretariat of a consultation, in its languages."""
        of = desk.consultation
        return cls(of.body, of.languages.documents, of.pk, desk.performer, desk.now, of)

    @classmethod
    def at_installation(cls, at: AtInstallation, body: Body) -> AtBody:
        """An administrator, in the languages of all consultations of the body."""
        return cls(body, languages_of(body), AsAdministrator(body.pk), at.performer, at.now)

    def address(self, *part: str) -> str:
        """Of the page; of a new kind, region or group (its part); or of one that there is (its part and key)."""
        of = self.consultation
        names = ("body", "body_part_new", "body_part") if of else ("set_up_body", "set_up_part_new", "set_up_part")
        return reverse(names[len(part)], args=[of.slug if of else self.body.slug, *part])

    @property
    def terms_address(self) -> str:
        """Of the page of its terms."""
        of = self.consultation
        return reverse("terms" if of else "set_up_terms", args=[of.slug if of else self.body.slug])


@dataclass(frozen=True)
class AtPart:
    """Somebody who writes a kind, a region or a group: one that there is, or a new one."""

    at: AtBody
    part: Part
    row: Row | None
