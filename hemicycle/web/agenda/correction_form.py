"""The form of a correction of a published agenda or time plan: of what was chosen, each thing as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.agenda.correcting import ItemNaming
from hemicycle.agenda.item_record import TITLE_LENGTH
from hemicycle.agenda.models import WHAT_CHANGES_LENGTH
from hemicycle.agenda.naming import items_named
from hemicycle.consultations.document_contents import contents_in
from hemicycle.documents.queries import symbols_in_order
from hemicycle.rules.local_time import clock_of
from hemicycle.sittings.plan_correcting import SittingTimes
from hemicycle.web.agenda.published import Named
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in
from hemicycle.web.toolkit.moment_inputs import DayField, LocalClockField, clock_error

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, time

    from django.utils.functional import _StrPromise

    from hemicycle.agenda.comparing import Content
    from hemicycle.agenda.models import AgendaPublication
    from hemicycle.sittings.plan_correcting import Clock


@dataclass(frozen=True)
class Choice:
    """Something that can be corrected.

    Attributes:
        name: Of its ticks: ``item`` or ``sitting``.
        position: Of an item of the agenda; 0 for anything else.
    """

    name: str
    key: int
    label: str
    chosen: bool
    position: int = 0


def choices(content: Content, items: Collection[int], sittings: Collection[int]) -> list[Choice]:
    """The sittings and the items of a version, with those that are chosen."""
    rows = content.get("sittings", [])
    found = [
        Choice("sitting", row["sitting"], labels.numbered_sitting(row["number"], len(rows)), row["sitting"] in sittings)
        for row in rows
    ]
    for key, row in _items(content).items():
        named = Named.of(row, contents_in(content.get("contents", ())))
        found.append(Choice("item", key, named.title, key in items, named.position))
    return found


def _items(content: Content) -> dict[int, Content]:
    """The items of a version by their keys, in its order."""
    return {row["item"]: row for row in items_named(content)}


@dataclass(frozen=True)
class ItemFields:
    """What can be corrected of an item.

    Attributes:
        times: Of each sitting in which it has a place: the sitting, and when it begins and ends there.
    """

    key: int
    named: Named
    titles: list[forms.BoundField]
    symbol: forms.BoundField
    times: list[tuple[str, forms.BoundField, forms.BoundField]]


@dataclass(frozen=True)
class SittingFields:
    """What can be corrected of a sitting: its day, hours and break."""

    key: int
    title: str
    fields: list[forms.BoundField]


class CorrectionForm(forms.Form):
    """Gives what ``correct_agenda`` and ``correct_plan`` take.

    Args:
        items, sittings: Keys of what is to be corrected; what the version does not have is left out.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    checked = forms.CharField(required=False, widget=forms.HiddenInput)
    tell = forms.BooleanField(required=False, widget=forms.CheckboxInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        version: AgendaPublication,
        items: Collection[int],
        sittings: Collection[int],
    ) -> None:
        self.content = version.content
        self.zone = ZoneInfo(self.content.get("zone", "UTC"))
        self.languages = version.consultation.languages.documents
        self.rows = {key: row for key, row in _items(self.content).items() if key in items}
        self.sittings = {row["sitting"]: row for row in self.content.get("sittings", [])}
        self.chosen_sittings = [key for key in self.sittings if key in sittings]
        super().__init__(data, initial={"seen": version.version, "tell": True}, label_suffix="")
        symbols = symbols_in_order(version.consultation)
        for key, row in self.rows.items():
            self._add_item(key, row, symbols)
        for key in self.chosen_sittings:
            self._add_sitting(key, self.sittings[key])
        add_fields(self, "words", self.languages, WHAT_CHANGES_LENGTH, rows=2)

    def _add_item(self, key: int, row: Content, symbols: list[str]) -> None:
        add_fields(self, f"title{key}", self.languages, TITLE_LENGTH, rows=2)
        self.initial.update(filled(f"title{key}", row["title"]), **{f"symbol{key}": row["symbol"]})
        # What was published stays to choose, whether there is such a document now or not.
        known = sorted({*symbols, row["symbol"]} - {""})
        self.fields[f"symbol{key}"] = forms.ChoiceField(
            required=False,
            label=_("Document"),
            choices=[("", "–"), *((symbol, symbol) for symbol in known)],
            widget=forms.Select({"class": "form-select"}),
        )
        for sitting, slot in self._slots(key):
            self._add_span(f"item{sitting}-{key}", [slot["starts"], slot["ends"]], _("Begins"), _("Ends"))

    def _add_sitting(self, key: int, row: Content) -> None:
        self.fields[f"day{key}"] = DayField(label=_("Day"), this_century=True)
        self.initial[f"day{key}"] = self._day(row)
        self._add_span(f"hours{key}", [row["opens"], row["closes"]], _("Opens"), _("Closes"))
        if row["pause"]:
            self._add_span(f"pause{key}", row["pause"], _("Break begins"), _("Break ends"))

    def _add_span(self, name: str, moments: list[str], *labelled: _StrPromise) -> None:
        for part, moment, label in zip(("starts", "ends"), moments, labelled, strict=True):
            self.fields[f"{name}-{part}"] = LocalClockField(label=label)
            self.initial[f"{name}-{part}"] = clock_of(datetime.fromisoformat(moment), self.zone)

    def _slots(self, key: int) -> list[tuple[int, Content]]:
        return [
            (sitting, slot) for sitting, row in self.sittings.items() for slot in row["slots"] if slot["item"] == key
        ]

    def _day(self, row: Content) -> date:
        return datetime.fromisoformat(row["opens"]).astimezone(self.zone).date()

    def clean(self) -> dict[str, Any]:
        """Say beside each time that is to be another one if it cannot be meant on its day."""
        for key, times in ({} if self.errors else self.times).items():
            spans = {f"hours{key}": times.hours, f"pause{key}": times.pause}
            for name, span in (spans | {f"item{key}-{item}": clock for item, clock in times.items.items()}).items():
                for part, clock in zip(("starts", "ends"), span or (), strict=False):
                    if error := clock_error(times.day, clock, self.zone):
                        self.add_error(f"{name}-{part}", error)
        return self.cleaned_data

    @property
    def has_entries(self) -> bool:
        """Whether anything was chosen to be corrected."""
        return bool(self.rows or self.chosen_sittings)

    @property
    def item_fields(self) -> list[ItemFields]:
        """The fields of each item that is to be corrected."""
        return [
            ItemFields(
                key,
                Named.of(row, {}),
                bound(self, f"title{key}"),
                self[f"symbol{key}"],
                [
                    (
                        labels.numbered_sitting(self.sittings[sitting]["number"], len(self.sittings)),
                        *self._pair(f"item{sitting}-{key}"),
                    )
                    for sitting, _slot in self._slots(key)
                ],
            )
            for key, row in self.rows.items()
        ]

    @property
    def sitting_fields(self) -> list[SittingFields]:
        """The fields of each sitting that is to be corrected."""
        found = []
        for key in self.chosen_sittings:
            row = self.sittings[key]
            fields = [self[f"day{key}"], *self._pair(f"hours{key}")]
            fields += self._pair(f"pause{key}") if row["pause"] else ()
            found.append(SittingFields(key, labels.numbered_sitting(row["number"], len(self.sittings)), fields))
        return found

    @property
    def words_fields(self) -> list[forms.BoundField]:
        """The fields of the reason."""
        return bound(self, "words")

    def _pair(self, name: str) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"{name}-starts"], self[f"{name}-ends"]

    @property
    def words(self) -> dict[str, str]:
        """Why, once ``is_valid()`` said so."""
        return text_in(self.cleaned_data, "words")

    @property
    def namings(self) -> dict[int, ItemNaming]:
        """How items are to be named; a title keeps languages in which there is no paper any more."""
        return {
            key: ItemNaming(
                {code: words for code, words in row["title"].items() if code not in self.languages}
                | text_in(self.cleaned_data, f"title{key}"),
                self.cleaned_data[f"symbol{key}"],
            )
            for key, row in self.rows.items()
        }

    @property
    def times(self) -> dict[int, SittingTimes]:
        """The times that are to be others, by the sitting; what stands as it was published is none of them."""
        found = {}
        for key, row in self.sittings.items():
            items = {item: clock for item in self.rows if (clock := self._changed(f"item{key}-{item}"))}
            pause = self._changed(f"pause{key}")
            day = self.cleaned_data.get(f"day{key}", self._day(row))
            hours = self._changed(f"hours{key}", moved=day != self._day(row))
            if items or pause or hours:
                found[key] = SittingTimes(day, hours, pause, items)
        return found

    def _changed(self, name: str, *, moved: bool = False) -> Clock | None:
        """Two times, where one of them is another than was published, or the day is."""
        names = f"{name}-starts", f"{name}-ends"
        if moved or set(names) & set(self.changed_data):
            starts, ends = (self._clock(one) for one in names)
            return starts, ends
        return None

    def _clock(self, name: str) -> time:
        clock: time = self.cleaned_data[name]
        return clock
