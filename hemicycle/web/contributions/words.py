"""Contributions in words: where they and their names stand, and what their forms have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.joins import isolated, listed
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import NATIVE_NAMES, known_languages, localized, localized_in
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.contributions import Name, Stage, StepKind, Timeliness
from hemicycle.web.toolkit.long_select import LongChoices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text
    from hemicycle.contributions.items import ListedItem, Place
    from hemicycle.people.models import Member
    from hemicycle.rules.reasons import Reason, ReasonCode

STAGES: dict[Stage, _StrPromise] = {
    Stage.UNCONFIRMED: gettext_lazy("Awaiting confirmation"),
    Stage.SUBMITTED: pgettext_lazy("contribution", "Submitted"),
    Stage.CHANGES_ASKED: gettext_lazy("Changes requested"),
    Stage.NUMBERED: pgettext_lazy("contribution", "Numbered"),
    Stage.IN_TRANSLATION: gettext_lazy("In translation"),
    Stage.POSTED: pgettext_lazy("contribution", "Posted"),
    Stage.WITHDRAWN: pgettext_lazy("contribution", "Withdrawn"),
}
#: The colour of each.
TONES: dict[Stage, str] = {
    Stage.UNCONFIRMED: "wait",
    Stage.SUBMITTED: "wait",
    Stage.CHANGES_ASKED: "wait",
    Stage.NUMBERED: "",
    Stage.IN_TRANSLATION: "",
    Stage.POSTED: "live",
    Stage.WITHDRAWN: "stop",
}
NAMES: dict[Name, _StrPromise] = {
    Name.CONFIRMED: pgettext_lazy("name of a Member", "Confirmed"),
    Name.UNANSWERED: pgettext_lazy("name of a Member", "Not confirmed yet"),
    Name.WITHDRAWN: pgettext_lazy("name of a Member", "Withdrawn"),
}
NAME_TONES: dict[Name, str] = {Name.CONFIRMED: "live", Name.UNANSWERED: "wait", Name.WITHDRAWN: "stop"}
#: What is said of one that came late.
LATENESS: dict[Timeliness, _StrPromise] = {
    Timeliness.LATE: gettext_lazy("Late, awaiting the Chair"),
    Timeliness.ACCEPTED: gettext_lazy("Late, accepted"),
    Timeliness.DECLINED: gettext_lazy("Late, not accepted"),
}
STEPS: dict[StepKind, _StrPromise] = {
    StepKind.CHANGES_ASKED: gettext_lazy("Changes requested"),
    StepKind.LATE_ACCEPTED: gettext_lazy("Accepted although late"),
    StepKind.LATE_DECLINED: gettext_lazy("Not accepted, because late"),
    StepKind.NUMBERED: pgettext_lazy("contribution", "Numbered"),
    StepKind.NUMBER_REMOVED: gettext_lazy("Number removed"),
    StepKind.POSTED: pgettext_lazy("contribution", "Posted"),
}

#: Which field of a form a refusal is about; that of a part has the key of the part.
FIELDS: dict[ReasonCode, str] = {
    RuleCode.CONTRIBUTION_ITEM: "item",
    RuleCode.CONTRIBUTION_ITEM_WITHDRAWN: "item",
    RuleCode.CONTRIBUTION_WITHOUT_TITLE: "title",
    RuleCode.CONTRIBUTION_TITLE_LONG: "title",
    RuleCode.RECEIVED_IN_THE_FUTURE: "received",
    ContributionCode.CONTRIBUTION_LANGUAGE: "language",
    ContributionCode.CONTRIBUTION_CLASS: "member",
    ContributionCode.CONTRIBUTION_FILE: "file",
    ContributionCode.CONTRIBUTION_FILE_EMPTY: "file",
}
#: Names of the fields of the template's parts: ``part_comments``.
PART = "part_"


def _languages() -> LongChoices:
    return LongChoices((code, NATIVE_NAMES[code]) for code in known_languages())


#: In which a contribution can be written.
LANGUAGE_CHOICES = SimpleLazyObject(_languages)


def field_of(reason: Reason) -> str:
    """The field of a form that a refusal is about; empty for none."""
    part = str(reason.facts.get("part", ""))
    return f"{PART}{part}" if part else FIELDS.get(reason.code, "")


def item_choices(items: Mapping[Place, ListedItem]) -> list[tuple[str, Wording]]:
    """The items to which something can be contributed, as a form sends them."""
    return [
        (f"{place[0]}:{place[1]}", numbered(place, item.title)) for place, item in items.items() if not item.withdrawn
    ]


def place_of(sent: str) -> Place:
    """The item that a form sent; its list is empty where it sent none."""
    listing, _colon, number = sent.rpartition(":")
    return listing, key_of(number) or 0


def names_line(names: Iterable[tuple[Member, Name]]) -> str:
    """The Members that submit it, with where the name of each stands that has not confirmed it."""
    said = []
    for member, name in names:
        words = member_name(member)
        if name is not Name.CONFIRMED:
            words = _("%(member)s (%(name)s)") % {"member": words, "name": NAMES[name]}
        said.append(words)
    return listed(said)


def numbered(place: Place, title: Text) -> Wording:
    """Number and title of an item, in the reader's language or one that it has, which a page says."""
    return Wording(f"{place[1]}. {isolated(localized(title))}", localized_in(title))
