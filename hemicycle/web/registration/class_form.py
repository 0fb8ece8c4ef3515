"""The form of one participation class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import first_of, in_order, reader_language
from hemicycle.consultations.participation import LEAST_SECONDS, MOST_SECONDS, NAME_LENGTH, ClassSetting, counted
from hemicycle.correspondence import summary_words
from hemicycle.rules.capacity import DEFAULT_SECONDS, KEY_LENGTH, RIGHTS_OF_PERSONS, SIGHTS, Right, SeatNeed
from hemicycle.web.registration import counted_fields
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.row_form import CODE, RowForm, identifier_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.bodies import BodySettings

#: What a class may do, in words. Taking part is not ticked: each class does.
RIGHTS = {
    Right.SPEAK: gettext_lazy("Ask for the floor"),
    Right.POINT_OF_ORDER: gettext_lazy("Raise a point of order"),
    Right.OBJECT: gettext_lazy("Object to a conclusion"),
    Right.DEFER: gettext_lazy("Cause an item to be deferred"),
    Right.ANSWER: gettext_lazy("Reply to letters"),
    Right.PROPOSE: gettext_lazy("Ask for items of the agenda"),
    Right.CONTRIBUTE: gettext_lazy("Submit contributions"),
    Right.VOTE: gettext_lazy("Vote by correspondence"),
}
#: What a class sees, in words; ticked unless a consultation hides it.
SEES = {
    Right.ENTER: gettext_lazy("Take part in sittings"),
    Right.READ_DOCUMENTS: gettext_lazy("Read documents"),
    Right.SEE_PARTICIPANTS: gettext_lazy("See the list of participants"),
}
SEATS = {
    SeatNeed.EITHER: gettext_lazy("With or without a seat"),
    SeatNeed.SEATED: gettext_lazy("With a seat, titular or deputy"),
    SeatNeed.TITULAR: gettext_lazy("With a seat as a titular member"),
    SeatNeed.DEPUTY: gettext_lazy("With a seat as a deputy member"),
    SeatNeed.NONE: gettext_lazy("Without a seat"),
}
#: Who belongs to a class.
MEMBERS, PERSONS = "members", "persons"
BELONG = {
    MEMBERS: gettext_lazy("Members, with all their delegates"),
    PERSONS: gettext_lazy("People who represent no Member: experts, guests, others"),
}
#: So many Members stand for any number where a reader is shown how they are counted.
_SOME = 12
_NUMBER = {"class": "form-control", "dir": "ltr", "inputmode": "numeric"}


class ClassForm(RowForm):
    """Gives a ``ClassSetting``, without its quota, which the page of registration sets."""

    texts = dict.fromkeys(("one", "many", "addressed"), NAME_LENGTH)
    nameless = gettext_lazy("Enter the name of the class in at least one language.")
    key = identifier_field(KEY_LENGTH)
    belong = forms.ChoiceField(
        label=gettext_lazy("Composition"),
        help_text=gettext_lazy(
            "Only the secretariat registers people who represent no Member, each in their class. They may ask for the "
            "floor and raise points of order. No focal point endorses them, and no letter is addressed to them."
        ),
        choices=list(BELONG.items()),
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Kinds of Members that belong to it"),
        widget=forms.CheckboxSelectMultiple,
    )
    seat = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Seat"),
        help_text=gettext_lazy("As at the day: a class follows the seats of its Members."),
        choices=[(need.value, label) for need, label in SEATS.items()],
        widget=forms.Select({"class": "form-select"}),
    )
    members = CleanField(
        longest=10_000,
        required=False,
        label=gettext_lazy("Members named one by one"),
        help_text=gettext_lazy(
            "Their codes, separated by spaces. A Member that is named belongs here, whatever its kind and seat."
        ),
        # By its placeholder the page's style tells whether it is empty.
        widget=forms.Textarea({**CODE, "rows": 2, "placeholder": " "}),
    )
    rights = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Rights"),
        help_text=gettext_lazy(
            "Only Members entitled to vote reply to a ballot. Objecting to conclusions and causing deferrals have no "
            "effect yet: the presiding officer records how each item ends."
        ),
        choices=[(right.value, label) for right, label in RIGHTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    sees = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Access"),
        help_text=gettext_lazy("The letters that it receives, the agenda and the time plan are open to each class."),
        choices=[(right.value, label) for right, label in SEES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    priority = forms.IntegerField(
        min_value=1,
        max_value=100,
        label=gettext_lazy("Place on the list of speakers"),
        help_text=gettext_lazy("1 speaks first. Classes with the same number speak as they asked."),
        widget=forms.NumberInput(_NUMBER),
    )
    alternates = forms.BooleanField(
        required=False,
        label=gettext_lazy("Takes turns with the classes of the same place"),
        help_text=gettext_lazy("The class that has had fewer turns on the item comes first."),
    )
    seconds = forms.IntegerField(
        min_value=LEAST_SECONDS,
        max_value=MOST_SECONDS,
        label=gettext_lazy("Speaking time, in seconds"),
        widget=forms.NumberInput(_NUMBER),
    )
    times = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        label=gettext_lazy("Turns on an item, for each Member or person"),
        help_text=gettext_lazy("Empty: as many as they ask for."),
        widget=forms.NumberInput(_NUMBER),
    )
    #: Exercised for a Member: a class of persons has none of them.
    rights_of_members = frozenset(RIGHTS) - RIGHTS_OF_PERSONS

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        row: ClassSetting | None,
        last: int,
        languages: tuple[str, ...],
        body: BodySettings,
    ) -> None:
        """``last``: the highest place that another class has."""
        own: dict[str, Any] = {
            "seat": SeatNeed.EITHER.value,
            "seconds": DEFAULT_SECONDS,
            "priority": last + 1,
            "rights": [Right.SPEAK.value],
            "sees": [right.value for right in SEES],
            "belong": MEMBERS,
        }
        if row is not None:
            own = {
                **row.model_dump(mode="json", include={"seat", "priority", "alternates", "seconds", "times"}),
                "belong": PERSONS if row.persons else MEMBERS,
                "kinds": sorted(row.kinds),
                "rights": sorted(row.rights),
                "sees": sorted(SIGHTS - row.hidden),
                "members": " ".join(sorted(row.members)),
                **counted_fields.filled(row.counted),
            }
        super().__init__(data, row, languages, own)
        self._class = row
        counted_fields.add_fields(self, self._languages)
        self._body = body
        gone = [(kind, kind) for kind in sorted(row.kinds) if not body.has_kind(kind)] if row else []
        self.fields["kinds"].choices = [*((kind.key, kind.called()) for kind in body.kinds), *gone]  # type: ignore[attr-defined]

    def clean_members(self) -> frozenset[str]:
        """The codes, each as Members have it."""
        codes = self.cleaned_data["members"].replace(",", " ").split()
        return frozenset(self._body.code(code) for code in codes)

    def clean(self) -> dict[str, Any]:
        """As any row; it is counted in every form or in none; a class of persons has nothing that is a Member's."""
        given = super().clean()
        counted_fields.look_at(self, given, self._languages)
        if given.get("belong") == PERSONS:
            self._look_at_persons(given)
        return given

    def _look_at_persons(self, given: dict[str, Any]) -> None:
        chosen = [name for name in ("kinds", "members") if given.get(name)]
        if given.get("seat") not in {"", None, SeatNeed.EITHER.value}:
            chosen.append("seat")
        for name in chosen:
            self.add_error(name, _("This class is of people who represent no Member. Leave this out."))
        beyond = [label for right, label in RIGHTS.items() if right in set(given.get("rights", [])) - RIGHTS_OF_PERSONS]
        if beyond:
            words = _("People who represent no Member cannot be given these rights: %(rights)s. Remove the ticks.")
            self.add_error("rights", words % {"rights": listed(str(label) for label in beyond)})

    @property
    def counted_in_languages(self) -> list[counted_fields.InLanguage]:
        """The fields of how its Members are counted, the reader's own language first."""
        return counted_fields.bound(self, self._languages)

    @property
    def counted_now(self) -> str:
        """Some of its Members as summaries call them now: "12 observers", or "12 Members"."""
        code = first_of([reader_language()], self._languages)
        return (counted(_SOME, self._class.as_rule(), code) if self._class else "") or summary_words.counted(_SOME, ())

    @property
    def told(self) -> str:
        """Once it is saved: that it has another name, and is counted by the old one; empty where it is not so."""
        before, after = self._class, self.wanted
        if before is None:
            return ""
        for code in in_order(after.counted):
            if before.counted.get(code) == after.counted[code] and _called(before, code) != _called(after, code):
                words = _(
                    "The class is saved. Summaries of replies still say “%(counted)s”: check how its Members are "
                    "counted."
                )
                return words % {"counted": counted(_SOME, after.as_rule(), code)}
        return ""

    @property
    def wanted(self) -> ClassSetting:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return ClassSetting(
            key=given["key"],
            **self.given_texts,
            counted=self._counted,
            kinds=frozenset(given["kinds"]),
            seat=SeatNeed(given["seat"] or SeatNeed.EITHER),
            members=given["members"],
            persons=given["belong"] == PERSONS,
            rights=frozenset(Right(right) for right in given["rights"]),
            hidden=SIGHTS - {Right(right) for right in given["sees"]},
            priority=given["priority"],
            alternates=given["alternates"],
            seconds=given["seconds"],
            times=given["times"],
        )

    @property
    def _counted(self) -> dict[str, dict[str, str]]:
        """As it was typed, with what it has in languages that are not asked for."""
        kept = self._class.counted if self._class else {}
        others = {code: said for code, said in kept.items() if code not in self._languages}
        return {**others, **counted_fields.given(self.cleaned_data, self._languages)}


def _called(row: ClassSetting, code: str) -> tuple[str | None, str | None]:
    """Its names in a language, of one Member and as a heading."""
    return row.one.get(code), row.many.get(code)
