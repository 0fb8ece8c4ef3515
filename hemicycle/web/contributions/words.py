"""Where contributions and their names stand, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.joins import isolated, listed
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized, localized_in
from hemicycle.people.member_names import member_name
from hemicycle.rules.contributions import Name, Stage, StepKind, Timeliness

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text
    from hemicycle.contributions.items import Place
    from hemicycle.contributions.queries import SeenContribution

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
    StepKind.POSTED: pgettext_lazy("contribution", "Posted"),
}


def names_line(seen: SeenContribution) -> str:
    """The Members that submit it, with where the name of each stands that has not confirmed it."""
    said = []
    for row, name in seen.names:
        words = member_name(row.member)
        if name is not Name.CONFIRMED:
            words = _("%(member)s (%(name)s)") % {"member": words, "name": NAMES[name]}
        said.append(words)
    return listed(said)


def numbered(place: Place, title: Text) -> Wording:
    """Number and title of an item, in the reader's language or one that it has, which a page says."""
    return Wording(f"{place[1]}. {isolated(localized(title))}", localized_in(title))
