"""The two pages of a setting that is rows with keys: all of them in their order, and one with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.http import Http404
from django.urls import reverse

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation
from hemicycle.web.access.row_actions import Step, row_actions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.keyed_acts import KeyedActs
    from hemicycle.rules.reasons import Reason
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.toolkit.row_form import RowForm

Row = TypeVar("Row", bound=KeyedRow)


@dataclass(frozen=True)
class RowWords:
    """What the pages say.

    Attributes:
        all: Heading of the page of all.
        add: Heading of a new one, and what leads there.
        added, saved, moved, removed: What is told once that is done.
        refusal: Why something was refused, in a time zone.
    """

    all: _StrPromise
    add: _StrPromise
    added: _StrPromise
    saved: _StrPromise
    moved: _StrPromise
    removed: _StrPromise
    refusal: Callable[[Reason, tzinfo], str]


@dataclass(frozen=True)
class AtRow(InConsultation, Generic[Row]):
    """Somebody who writes a row: one that there is, or a new one."""

    row: Row | None


@dataclass(frozen=True)
class RowPages(Generic[Row]):
    """The pages, which one view each answers by.

    Attributes:
        all, one: Names of the addresses; that of a new row ends in ``_new``.
        templates: Of the page of all, which extends ``web/access/rows.html``, and of one, which extends
            ``web/access/row.html``.
        rows: Those of a consultation in their order.
        called: A row's name in the reader's language.
        shown: What the page of all shows: ``rows``, each with ``key`` and ``name``, and what else its template says.
        form: The form of a row, empty (no request) or as it was sent.
        further: What else can be done on the page of all.
    """

    all: str
    one: str
    templates: tuple[str, str]
    words: RowWords
    acts: KeyedActs[Row]
    rows: Callable[[Consultation], Iterable[Row]]
    called: Callable[[Row], str]
    shown: Callable[[InConsultation, Again | None], dict[str, Any]]
    form: Callable[[AtRow[Row], HttpRequest | None], RowForm]
    further: tuple[PageAction[InConsultation], ...] = ()

    @cached_property
    def actions(self) -> dict[str, PageAction[InConsultation]]:
        """What can be done on the page of all."""
        return registered(*row_actions(self.acts.action, self._rearrange), *self.further)

    @cached_property
    def save(self) -> PageAction[AtRow[Row]]:
        """What can be done on the page of one."""
        return PageAction("save", self.acts.action, self._save, self.form)

    def answer_all(self, request: HttpRequest, desk: InConsultation) -> HttpResponse:
        """Every row in its order; put in another order, or taken away."""
        if request.method != "POST":
            return self._all(request, desk)
        action, here = sent(request, self.actions), self._address(desk)
        return run(request, desk, action, then=here, again=lambda refused: self._all(request, desk, refused))

    def answer_one(self, request: HttpRequest, desk: InConsultation, key: str) -> HttpResponse:
        """One row with its fields; a new one where there is no key.

        Raises:
            Http404: there is no row of this key.
        """
        row = next((row for row in self.rows(desk.consultation) if row.key == key), None)
        if key and row is None:
            raise Http404
        at = AtRow(desk.consultation, desk.visitor, desk.performer, desk.now, row)
        if request.method != "POST":
            return self._one(request, at, self.form(at, None))
        again = lambda refused: self._one(request, at, refused.form, refused)  # noqa: E731 - as every page has it
        return run(request, at, self.save, then=self._address(desk), again=again)

    def _all(self, request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
        of = desk.consultation
        context = {
            "consultation": of,
            "page_name": self.words.all,
            "add": self.words.add,
            "address": self.all,
            "row_address": self.one,
            "new_address": f"{self.one}_new",
            **self.shown(desk, refused),
        }
        return show(request, self.templates[0], context, refused, self.words.refusal, of.zone)

    def _one(self, request: HttpRequest, at: AtRow[Row], form: RowForm, refused: Again | None = None) -> HttpResponse:
        of, name = at.consultation, self.called(at.row) if at.row else self.words.add
        context = {"consultation": of, "name": name, "form": form}
        return show(request, self.templates[1], context, refused, self.words.refusal, of.zone)

    def _address(self, desk: InConsultation) -> str:
        return reverse(self.all, args=[desk.consultation.slug])

    def _rearrange(self, desk: InConsultation, key: str, step: Step) -> str:
        where = (desk.consultation.pk, desk.performer, desk.now, key)
        if step is Step.REMOVE:
            self.acts.remove(*where)
            return str(self.words.removed)
        self.acts.move(*where, up=step is Step.UP)
        return str(self.words.moved)

    def _save(self, at: AtRow[Row], _request: HttpRequest, form: Any) -> str:  # noqa: ANN401 - gives its own row
        where = (at.consultation.pk, at.performer, at.now, form.wanted)
        if at.row is None:
            self.acts.add(*where)
            return str(self.words.added)
        self.acts.change(*where, seen=form.cleaned_data["seen"])
        return form.told or str(self.words.saved)
