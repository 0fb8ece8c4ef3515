"""What the sender of a letter, or of a language version of one, is to look at first, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.printed_parts import Part
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.web.letters.head_form import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.printed_parts import Foreign
    from hemicycle.rules.reasons import Reason

PARTS: dict[Part, _StrPromise] = {
    Part.BODY: gettext_lazy("Name of the body"),
    Part.ADDRESS: gettext_lazy("Address"),
    Part.EMBLEM: gettext_lazy("Description of the emblem"),
    Part.PLACE: gettext_lazy("Place of issue"),
    Part.DEPARTMENT: LABELS["department"],
    Part.CONTACT: LABELS["contact"],
    Part.ADDRESSEES: gettext_lazy("Addressees"),
    Part.TITLE: LABELS["title"],
    Part.COPIES: LABELS["copies"],
    Part.CONSULTATION: gettext_lazy("Title of the consultation"),
    Part.SESSION: gettext_lazy("Session to which the conclusions go"),
    Part.LISTS: gettext_lazy("Lists of items"),
}


class PartShown(NamedTuple):
    """A part in another language: what it is called, and that language by its own name and its code."""

    label: str
    spoken: str
    language: str


def parts_shown(parts: Iterable[Foreign]) -> list[PartShown]:
    """Parts that are printed in another language, in their order."""
    return [PartShown(str(PARTS[row.part]), NATIVE_NAMES[row.language], row.language) for row in parts]


class Doubt(NamedTuple):
    """Something that the sender says that they looked at, and whether they have said so.

    Attributes:
        parts: Those that it is about.
    """

    code: str
    words: str
    ticked: bool
    parts: list[PartShown]


def doubts_shown(
    doubts: Iterable[Reason], request: HttpRequest, zone: tzinfo, parts: Iterable[Foreign] = ()
) -> list[Doubt]:
    """What is to be looked at, as it was ticked.

    Args:
        zone: In which moments are given.
        parts: Of a language version, those that are printed in another language.
    """
    ticked = request.POST.getlist("doubt")
    about = {CorrespondenceCode.VERSION_PARTS_MISSING.value: parts_shown(parts)}
    return [
        Doubt(row.code.value, refusal_message(row, zone), row.code.value in ticked, about.get(row.code.value, []))
        for row in doubts
    ]
