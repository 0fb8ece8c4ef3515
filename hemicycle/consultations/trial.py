"""The words by which everything of a trial says that it is one, in the present language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


def label() -> str:
    """What stands beside its name."""
    return _("Trial")


def notice() -> str:
    """What stands at the head of its pages and papers."""
    return _("Trial. Nothing here is a formal act.")


def marked(subject: str, consultation: Consultation) -> str:
    """What a mail is about, or an entry of a calendar, with the word before it where the consultation is a trial."""
    return f"[{label()}] {subject}" if consultation.trial else subject
