"""Words for how far a text of a statement has come, and for what a summary record is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from hemicycle.rules.statements import Stage
from hemicycle.rules.summary_records import ParagraphKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGES: dict[Stage, _StrPromise] = {
    Stage.WAITING: gettext_lazy("Handed in"),
    Stage.SPOKEN: gettext_lazy("Made"),
    Stage.AFTERWARDS: gettext_lazy("Handed in afterwards"),
}
PARAGRAPHS: dict[ParagraphKind, _StrPromise] = {
    ParagraphKind.OPENING: gettext_lazy("Opening"),
    ParagraphKind.PRESIDING: gettext_lazy("Presiding officer"),
    ParagraphKind.ITEM: gettext_lazy("Heading"),
    ParagraphKind.SPEAKER: gettext_lazy("Statement"),
    ParagraphKind.POSITION: gettext_lazy("Position"),
    ParagraphKind.CONCLUSION: gettext_lazy("Conclusion as read out"),
    ParagraphKind.OUTCOME: gettext_lazy("Outcome"),
    ParagraphKind.CLOSING: gettext_lazy("Closing"),
    ParagraphKind.ADDED: gettext_lazy("Added paragraph"),
}
