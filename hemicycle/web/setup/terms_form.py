"""The form of the page Terms: words of ours and the body's, a row for each pair, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import direction
from hemicycle.consultations.terms import occurs, read_with
from hemicycle.people.actions.bodies import seen_of
from hemicycle.rules.terms import MOST_TERMS, TERM_LENGTH, Term, TermFault, faults
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hemicycle.consultations.models import Body

#: Empty rows at the end; whoever needs more gets them with the preview.
_EMPTY = 3
#: Of rows that are read from what was sent: as many as there may be, and forms beside them that nobody needs.
_MOST_ROWS = 2 * MOST_TERMS
_FAULTS: dict[TermFault, Callable[[], str]] = {
    TermFault.EMPTY: lambda: _("Enter the wording that the term replaces."),
    TermFault.LONG: lambda: _("The text is too long. Enter at most %(longest)d characters.") % {"longest": TERM_LENGTH},
    TermFault.TWICE: lambda: _("Another row replaces the same wording. Remove one of them."),
    TermFault.MARKS: lambda: _("Enter words only, without < > { } % & or straight quotation marks."),
    TermFault.NOWHERE: lambda: _("The software does not use this wording in this language. Check its spelling."),
}


@dataclass(frozen=True)
class TermRow:
    """A row: its two fields, and how many sentences it changes."""

    ours: forms.BoundField
    own: forms.BoundField
    sentences: int | None


class TermsForm(forms.Form):
    """Gives ``terms``, each row with a term; a row without one is left out.

    Args:
        data: As it was sent; None for what the body has.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    stem = CleanField(
        longest=TERM_LENGTH,
        required=False,
        label=gettext_lazy("Part of a word"),
        help_text=gettext_lazy("Its forms that occur in the software are added as rows."),
    )
    search = CleanField(longest=TERM_LENGTH, required=False, label=gettext_lazy("Search in the sentences"))

    def __init__(self, data: Mapping[str, Any] | None, body: Body, language: str) -> None:
        self.language, kept = language, body.has.terms.get(language, ())
        self._sent = len(kept) if data is None else _used(data)
        self.number = self._sent + _EMPTY
        initial: dict[str, Any] = {"seen": seen_of(body)}
        for place, row in enumerate(kept):
            initial |= {f"ours-{place}": row.ours, f"own-{place}": row.own}
        super().__init__(data, initial=initial, label_suffix="")
        look = {"class": "form-control", "autocomplete": "off", "lang": language, "dir": direction(language)}
        for name in ("stem", "search"):
            self.fields[name].widget.attrs |= look
        for place in range(self.number):
            number = {"number": place + 1}
            for name, label in (
                ("ours", _("Wording of the software, row %(number)d")),
                ("own", _("Term of the body, row %(number)d")),
            ):
                named = label % number
                widget = forms.TextInput({**look, "aria-label": named})
                # How long each may be is said with what else is wrong with it.
                field = CleanField(longest=10 * TERM_LENGTH, required=False, label=named, widget=widget)
                self.fields[f"{name}-{place}"] = field

    def clean(self) -> dict[str, Any]:
        """Note what is wrong with each row."""
        given = super().clean() or self.cleaned_data
        self._given = {
            place: Term(given.get(f"ours-{place}", ""), own)
            for place in range(self.number)
            if (own := given.get(f"own-{place}", ""))
        }
        places = list(self._given)
        if len(places) > MOST_TERMS:
            self.add_error(None, ValidationError(_("There can be at most %(most)d terms.") % {"most": MOST_TERMS}))
        for row, fault in faults(self.terms, lambda term: occurs(term, self.language)).items():
            side = "own" if fault is TermFault.MARKS or _too_long(self.terms[row].own) else "ours"
            self.add_error(f"{side}-{places[row]}", ValidationError(_FAULTS[fault]()))
        return given

    @property
    def terms(self) -> tuple[Term, ...]:
        """What was typed, once ``is_valid()`` was asked; or else what the body has."""
        if self.is_bound:
            return tuple(self._given.values())
        pairs = ((self.initial[f"ours-{place}"], self.initial[f"own-{place}"]) for place in range(self._sent))
        return tuple(Term(ours, own) for ours, own in pairs)

    @property
    def sound(self) -> tuple[Term, ...]:
        """Those of the terms in which nothing is wrong: what a preview shows."""
        return () if self.is_bound and not self.is_valid() else self.terms

    def rows(self) -> list[TermRow]:
        """The rows, each with how many sentences it changes."""
        counted: dict[str, int] = {}
        for _ours, _then, used in read_with(self.sound, self.language):
            for term in used:
                counted[term.ours] = counted.get(term.ours, 0) + 1
        return [self._row(place, counted) for place in range(self.number)]

    def _row(self, place: int, counted: Mapping[str, int]) -> TermRow:
        ours, own = self[f"ours-{place}"], self[f"own-{place}"]
        known = {term.ours for term in self.sound}
        typed = str(ours.value() or "").strip()
        return TermRow(ours, own, counted.get(typed, 0) if typed in known and own.value() else None)


def with_rows(data: Mapping[str, Any], more: list[str]) -> dict[str, Any]:
    """What was sent, with rows behind it for these words of ours that have none yet."""
    rows, known = _number(data.get("rows")), set(data.values())
    sent: dict[str, Any] = {name: data[name] for name in data}
    empty = [place for place in range(rows) if not (sent.get(f"ours-{place}") or sent.get(f"own-{place}"))]
    for word in more:
        if word not in known and (empty or rows < _MOST_ROWS):
            place = empty.pop(0) if empty else rows
            rows = max(rows, place + 1)
            sent[f"ours-{place}"] = word
    return {**sent, "rows": str(rows)}


def _number(text: object) -> int:
    return min(int(text), _MOST_ROWS) if isinstance(text, str) and text.isascii() and text.isdecimal() else 0


def _used(data: Mapping[str, Any]) -> int:
    """How many rows were sent, without the empty ones at the end."""
    rows = range(_number(data.get("rows")))
    return 1 + max((row for row in rows if data.get(f"ours-{row}") or data.get(f"own-{row}")), default=-1)


def _too_long(text: str) -> bool:
    return len(text) > TERM_LENGTH
