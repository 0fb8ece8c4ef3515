"""The form in which is built what a letter asks: its kind, who is asked, until when, the questions and options."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.item_lists import label_in, lists_of
from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.actions.questions import FEWEST_OPTIONS, MOST_OPTIONS, Asking, Put
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.procedures import DECIDING, mode_of
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.templates import TEMPLATES
from hemicycle.people.details import clean
from hemicycle.rules.capacity import Right
from hemicycle.rules.deadlines import END_OF_DAY, MOST_HOURS, Deadline
from hemicycle.rules.reasons import Reason
from hemicycle.web.letters.ballot_mode_form import BallotModeForm, initial_of
from hemicycle.web.letters.deadline_fields import shown_time, time_field
from hemicycle.web.letters.forms import class_choices
from hemicycle.web.toolkit.deadlines import check_deadline
from hemicycle.web.toolkit.moment_inputs import DayField
from hemicycle.web.toolkit.time_zones import zone_choices, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Letter

_SELECT = {"class": "form-select"}
#: No form is longer: five hundred questions in a language, as written by somebody thorough.
_LONGEST = 200_000


class AskingForm(BallotModeForm):
    """Gives ``actions.asking.Asking``. Items are ticked; other questions, and options, stand one on a line.

    Attributes:
        fixed: The questions that stay as they were made, because they are put to a vote with their text; none of a
            letter that may ask something else.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("Type of reply"), choices=Enquiry.Kind.choices, widget=forms.Select(_SELECT)
    )
    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Members consulted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    conditions = forms.BooleanField(label=gettext_lazy("Replies may include conditions"), required=False)
    day = DayField(this_century=True, label=gettext_lazy("Deadline"), required=False)
    time = time_field()
    hours = forms.IntegerField(
        label=gettext_lazy("Or hours from the moment of sending"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        help_text=gettext_lazy("For example 72. The letter then states the day and time, to the next full minute."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), widget=forms.Select(_SELECT))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    items = forms.MultipleChoiceField(label=gettext_lazy("Items"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict | None, letter: Letter, items: Iterable[Item], language: str) -> None:
        self._items, self._consultation = {str(item.pk): item for item in items}, letter.consultation
        self.fixed = _fixed(letter)
        usual = settings_of(letter.consultation.settings).ballot_mode.as_rule()
        mode = initial_of(mode_of(letter.enquiry) or usual if hasattr(letter, "enquiry") else usual)
        super().__init__(data, initial={**mode, **self._initial(letter)}, label_suffix="")
        if self.fixed:
            decides = [choice for choice in Enquiry.Kind.choices if choice[0] in DECIDING]
            cast("forms.ChoiceField", self.fields["kind"]).choices = decides
        self.fields["asked"].choices = class_choices(letter.consultation.classes)  # type: ignore[attr-defined]
        zone = letter.consultation.time_zone
        zones = zone_choices(language)
        own = [] if zone in dict(zones) else [(zone, zone_name(zone, language))]
        self.fields["zone"].choices = [*own, *zones]  # type: ignore[attr-defined]
        titles = [(key, _titled(item)) for key, item in self._items.items()]
        self.fields["items"].choices = titles  # type: ignore[attr-defined]
        for name, rows in (("questions", 4), ("options", 6)):
            for code in letter.languages:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=NATIVE_NAMES[code],
                    required=False,
                    strip=False,
                    max_length=_LONGEST,
                    widget=forms.Textarea(
                        {"class": "form-control", "rows": rows, "lang": code, "dir": direction(code)}
                    ),
                )

    def _initial(self, letter: Letter) -> dict[str, Any]:
        enquiry: Enquiry | None = getattr(letter, "enquiry", None)
        if enquiry is None:
            template = TEMPLATES.get(letter.template)
            return {
                "kind": template.asks if template and template.asks else Enquiry.Kind.OPTIONS.value,
                "asked": letter.addressed or sorted(letter.consultation.classes.having(Right.PROPOSE)),
                "conditions": bool(template and template.conditions),
                "zone": letter.consultation.time_zone,
            }
        keys = {(item.listing, item.number): key for key, item in self._items.items()}
        questions = list(enquiry.questions.all())
        typed = [question for question in questions if (question.listing, question.number) not in keys]
        options = [option.label for option in questions[0].options.all()] if questions else []
        return {
            "seen": Asking.of(enquiry).digest,
            "kind": enquiry.kind,
            "asked": enquiry.asked,
            "conditions": enquiry.conditions,
            "day": enquiry.deadline_day if enquiry.hours is None else None,
            "time": shown_time(enquiry.deadline_time) if enquiry.hours is None else None,
            "hours": enquiry.hours,
            "zone": enquiry.zone,
            "items": [keys[at] for question in questions if (at := (question.listing, question.number)) in keys],
            **{f"questions_{code}": _lines([question.title for question in typed], code) for code in letter.languages},
            **{f"options_{code}": _lines(options, code) for code in letter.languages},
        }

    def clean(self) -> dict[str, Any]:
        """Compare the lines of the languages with each other: each has all of them, or none."""
        given = super().clean() or self.cleaned_data
        for name in ("questions", "options"):
            self._match(name)
        self._look_at_what_is_asked()
        self._look_at_deadline()
        if given.get("day") and given.get("zone") and "time" in given:
            check_deadline(self, self.deadline, self._consultation, day="day", time="time")
        return given

    def _look_at_deadline(self) -> None:
        """It is given as a day or in hours."""
        given = self.cleaned_data
        if given.get("hours") and (given.get("day") or given.get("time")):
            self.add_error("hours", _("Enter either a day with its time or a number of hours, not both."))
        elif "day" in given and "hours" in given and not given["day"] and not given["hours"]:
            self.add_error("day", _("Enter the day of the deadline, or a number of hours."))

    def _look_at_what_is_asked(self) -> None:
        """Say with the other errors what the action would say after them."""
        given = self.cleaned_data
        if not given.get("asked"):
            self.add_error("asked", _("Choose at least one class to be consulted."))
        if not self.fixed and not given.get("items") and not given.get("questions"):
            self.add_error(None, refusal_message(Reason(CorrespondenceCode.ENQUIRY_WITHOUT_QUESTIONS)))
        fewest = Reason(CorrespondenceCode.ENQUIRY_OPTIONS, {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS})
        if given.get("kind") == Enquiry.Kind.BALLOT and given.get("conditions"):
            self.add_error(None, refusal_message(Reason(CorrespondenceCode.VOTE_WITHOUT_CONDITIONS)))
        if given.get("kind") == Enquiry.Kind.OPTIONS and len(given.get("options", ())) < FEWEST_OPTIONS:
            self.add_error(None, refusal_message(fewest))

    @property
    def deadline(self) -> Deadline:
        """Until when replies are asked for, as it was given."""
        given = self.cleaned_data
        return Deadline(datetime.combine(given["day"], given["time"] or END_OF_DAY), ZoneInfo(given["zone"]))

    def _match(self, name: str) -> None:
        written = {
            code: _split(str(self.cleaned_data.get(f"{name}_{code}", "")))
            for code in self._consultation.languages.documents
        }
        counts = {code: len(lines) for code, lines in written.items() if lines}
        if len(set(counts.values())) > 1:
            most = max(counts.values())
            for code, number in counts.items():
                if number != most:
                    words = _("Lines here: %(number)d. Another language has %(most)d. Enter the same number in each.")
                    self.add_error(f"{name}_{code}", ValidationError(words % {"number": number, "most": most}))
        self.cleaned_data[name] = [
            {code: lines[place] for code, lines in written.items() if place < len(lines)}
            for place in range(max(counts.values(), default=0))
        ]

    @property
    def asking(self) -> Asking:
        """What was given, once ``is_valid()`` said so."""
        given = self.cleaned_data
        options: tuple[Text, ...] = tuple(given["options"])
        items = [item for key, item in self._items.items() if key in given["items"]]
        questions = [
            Put(item.number, item.title, item.listing, item.document.symbol if item.document else "", options)
            for item in items
        ]
        questions += [Put(number, title, options=options) for number, title in enumerate(given["questions"], start=1)]
        questions = list(self.fixed) or questions
        return Asking(
            given["kind"],
            tuple(given["asked"]),
            given["day"] or self._consultation.last_day,
            given["time"] or END_OF_DAY,
            given["zone"],
            given["conditions"],
            tuple(questions),
            given["seen"] if "seen" in self.data else None,
            given["hours"],
            self.mode if given["kind"] in DECIDING else None,
        )

    @property
    def lists(self) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
        """The items by list: key, title, symbol of the document, and whether it is ticked."""
        ticked = {str(key) for key in self["items"].value() or []}
        by_list: dict[str, list[tuple[str, str, str, bool]]] = {}
        names = lists_of(self._consultation)
        for key, item in self._items.items():
            symbol = item.document.symbol if item.document else ""
            row = (key, _titled(item), symbol, key in ticked)
            by_list.setdefault(label_in(names, item.listing), []).append(row)
        return list(by_list.items())

    def in_languages(self, name: str) -> list[forms.BoundField]:
        """The fields of ``questions`` or ``options``, language by language."""
        return [self[f"{name}_{code}"] for code in self._consultation.languages.documents]


def _fixed(letter: Letter) -> tuple[Put, ...]:
    enquiry: Enquiry | None = getattr(letter, "enquiry", None)
    questions = Asking.of(enquiry).questions if enquiry is not None else ()
    return questions if any(put.text for put in questions) else ()


def _titled(item: Item) -> str:
    """With its number in its list."""
    return Sentence("%(number)d. %(title)s", {"number": item.number, "title": Wording.of(item.title)})


def _split(text: str) -> list[str]:
    return [line for line in clean(text, lines=True).split("\n") if line]


def _lines(texts: Sequence[Text], language: str) -> str:
    """A text on each line; none where one of them is missing in the language, so that the lines still match."""
    lines = [text.get(language, "") for text in texts]
    return "\n".join(lines) if all(lines) else ""
