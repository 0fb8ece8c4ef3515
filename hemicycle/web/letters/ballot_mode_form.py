"""The fields in which is chosen by which mode a ballot or a silence procedure decides (rule 35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.ballot_modes import MOST_REPLIES
from hemicycle.correspondence.models import VotingProcedure
from hemicycle.rules.ballots import Basis, Broken, Missed, Mode, Quorum, Share, Unit, is_valid_quorum
from hemicycle.rules.reasons import Refused

if TYPE_CHECKING:
    from django.http import QueryDict

_SELECT = {"class": "form-select"}
#: Share and basis in one: what a body calls a majority.
MAJORITIES = [
    (f"{Share.MAJORITY}.{Basis.ENTITLED}", gettext_lazy("Simple majority of the Members entitled to vote")),
    (f"{Share.MAJORITY}.{Basis.CAST}", gettext_lazy("Simple majority of the Members voting for or against")),
    (f"{Share.TWO_THIRDS}.{Basis.ENTITLED}", gettext_lazy("Two thirds of the Members entitled to vote")),
    (f"{Share.TWO_THIRDS}.{Basis.CAST}", gettext_lazy("Two thirds of the Members voting for or against")),
]


#: The fields that are chosen together: of a page that has the first, all are there.
_MODE = ("majority", "quorum_unit", "quorum_missed", "silence_broken")


class BallotModeForm(forms.Form):
    """Gives ``mode``; None where none of its fields was sent, as by a page that has none of them."""

    majority = forms.ChoiceField(
        label=gettext_lazy("Majority"),
        choices=MAJORITIES,
        help_text=gettext_lazy("Abstention and silence are not approval."),
        widget=forms.Select(_SELECT),
    )
    quorum_unit = forms.ChoiceField(
        label=gettext_lazy("Quorum of replies"),
        choices=VotingProcedure.UnitChoice.choices,
        widget=forms.Select(_SELECT),
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("Number or percentage for the quorum"),
        required=False,
        min_value=0,
        max_value=MOST_REPLIES,
        help_text=gettext_lazy("Abstentions count as replies."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    quorum_missed = forms.ChoiceField(
        label=gettext_lazy("Result without the quorum"),
        choices=VotingProcedure.MissedChoice.choices,
        widget=forms.Select(_SELECT),
    )
    silence_broken = forms.ChoiceField(
        label=gettext_lazy("Procedure after an objection to a silence procedure"),
        choices=VotingProcedure.BrokenChoice.choices,
        widget=forms.Select(_SELECT),
    )
    open_votes = forms.BooleanField(
        label=gettext_lazy("Votes can be seen by the secretariat and the Chair before the deadline"), required=False
    )

    def __init__(self, data: QueryDict | None, **more: Any) -> None:
        super().__init__(data, **more)
        if data is not None and _MODE[0] not in data:
            for name in _MODE:
                self.fields[name].required = False

    @property
    def mode(self) -> Mode | None:
        """What was chosen, once ``is_valid()`` said so."""
        given = self.cleaned_data
        if not given.get("majority"):
            return None
        share, _dot, basis = given["majority"].partition(".")
        return Mode(
            Basis(basis),
            Share(share),
            self._quorum,
            Missed(given["quorum_missed"] or Missed.NOT_APPROVED),
            broken=Broken(given["silence_broken"] or Broken.SESSION),
            open=given["open_votes"],
        )

    @property
    def _quorum(self) -> Quorum:
        unit = Unit(self.cleaned_data.get("quorum_unit") or Unit.NONE)
        return Quorum(unit, 0 if unit is Unit.NONE else self.cleaned_data.get("quorum") or 0)

    def clean(self) -> dict[str, Any]:
        """Refuse a quorum that nobody can reach."""
        given = super().clean() or self.cleaned_data
        if "quorum" in given and "quorum_unit" in given and isinstance(is_valid_quorum(self._quorum), Refused):
            self.add_error("quorum", _("Enter a number of replies, or a percentage from 1 to 100."))
        return given


class UsualModeForm(BallotModeForm):
    """The usual mode of a consultation."""

    def __init__(self, data: QueryDict | None, mode: Mode) -> None:
        super().__init__(data, initial=initial_of(mode), label_suffix="")


def initial_of(mode: Mode) -> dict[str, Any]:
    """What the fields begin with."""
    return {
        "majority": f"{mode.share}.{mode.basis}",
        "quorum_unit": mode.quorum.unit.value,
        "quorum": mode.quorum.least or None,
        "quorum_missed": mode.missed.value,
        "silence_broken": mode.broken.value,
        "open_votes": mode.open,
    }
