"""What settings are about, in the order of their page."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Subject(StrEnum):
    """What a setting is about, in the order of the page."""

    GENERAL = "general"
    LETTERS = "letters"
    REGISTRATION = "registration"
    AGENDA = "agenda"
    SITTINGS = "sittings"
    LANGUAGES = "languages"
    MESSAGES = "messages"
    SECURITY = "security"
    BODY = "body"


SUBJECTS: dict[Subject, _StrPromise] = {
    Subject.GENERAL: _("Name and days"),
    Subject.LETTERS: _("Letters and replies"),
    Subject.REGISTRATION: _("Registration"),
    Subject.AGENDA: _("Agenda"),
    Subject.SITTINGS: pgettext_lazy("a phase", "Sittings"),
    Subject.LANGUAGES: _("Languages"),
    Subject.MESSAGES: _("Messages"),
    Subject.SECURITY: _("Security and data protection"),
    Subject.BODY: _("Of the body"),
}
