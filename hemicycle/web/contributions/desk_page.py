"""The secretariat's contributions: the list, and one with all that is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.arrivals import queries as arrivals
from hemicycle.consultations import local
from hemicycle.consultations.document_series import series_of
from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.contributions import queries
from hemicycle.contributions.actions import checking, names, posting
from hemicycle.contributions.items import items_of
from hemicycle.contributions.listing import listed
from hemicycle.contributions.messages import refusal_message
from hemicycle.contributions.models.courses import WORDS_LENGTH
from hemicycle.documents.models import SYMBOL_LENGTH
from hemicycle.documents.numbering import Numbering
from hemicycle.people.independence import are_independent
from hemicycle.people.member_names import member_name
from hemicycle.rules.contributions import (
    Name,
    Stage,
    Timeliness,
    may_confirm_entered,
    may_correct_entry,
    may_post,
    may_remove_number,
)
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.symbols import Purpose
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.contributions.contribution_page import ShownName, facts_of
from hemicycle.web.contributions.paper import to_post
from hemicycle.web.contributions.words import LATENESS, STAGES, TONES, names_line
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict

    from hemicycle.contributions.items import ListedItem
    from hemicycle.contributions.listing import ListedContribution
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.web.access.page_actions import Again

#: What late ones are narrowed to, beside where contributions stand.
_LATE = "late"


@dataclass(frozen=True)
class DeskContribution:
    """A contribution as the desk's table shows it."""

    row: ListedContribution
    item: ListedItem | None

    @property
    def status(self) -> str:
        """Where it stands, in words."""
        return str(STAGES[self.row.stage])

    @property
    def tone(self) -> str:
        """The colour of it."""
        return TONES[self.row.stage]

    @property
    def late(self) -> bool:
        """Whether it came late."""
        return self.row.timeliness is not Timeliness.IN_TIME

    @property
    def lateness(self) -> str:
        """That it came late, and what the chair said of that."""
        return str(LATENESS.get(self.row.timeliness, ""))

    @property
    def item_words(self) -> str:
        """Number and title of its item."""
        number = str(self.row.latest.place[1])
        if self.item is None:
            return number
        return Sentence("%(number)s. %(title)s", {"number": number, "title": Wording.of(self.item.title)})

    @property
    def submitters(self) -> str:
        """The Members, with where the name of each stands."""
        return names_line(self.row.names)

    @property
    def languages(self) -> str:
        """In how many of the languages of documents it is written."""
        return f"{len(self.row.languages) - len(self.row.lacking)}/{len(self.row.languages)}"


@page(may(Action.CONTRIBUTIONS_SEE))
def contributions_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table, and its files."""
    query = TableQuery(request.GET)
    stages = query.filter("status", _("Status"), [*((one.value, words) for one, words in STAGES.items())])
    late = query.filter("late", _("Deadline"), [(_LATE, _("Received late"))])
    items = items_of(desk.consultation)
    rows = [
        DeskContribution(row, items.get(row.latest.place))
        for row in listed(desk.consultation)
        if stages.value in {"", row.stage.value} and (not late.value or row.timeliness is not Timeliness.IN_TIME)
    ]
    table = Table(_columns(desk), rows, query, narrowed_by([stages, late]))
    if table.query.format:
        return export(table, f"contributions-{desk.consultation.slug}")
    context = {
        "consultation": desk.consultation,
        "table": table,
        "filters": [stages, late],
        "told": _("%(shown)d of %(total)d") % {"shown": len(table.rows), "total": table.total},
        "edits": desk.may_send(Action.CONSULTATION_EDIT),
        "enters": desk.may_send(Action.CONTRIBUTION_EDIT) and not desk.consultation.closed,
    }
    return show(request, "web/contributions/desk.html", context, None, refusal_message, desk.consultation.zone)


def _columns(desk: InConsultation) -> list[Column[DeskContribution]]:
    zone = desk.consultation.zone
    return [
        Column("number", _("No."), lambda row: row.row.number),
        Column("title", _("Title"), lambda row: row.row.latest.title),
        Column("item", _("Item"), lambda row: row.item_words),
        Column("submitters", _("Submitted by"), lambda row: row.submitters),
        Column("status", _("Status"), lambda row: row.status),
        Column("lateness", _("Deadline"), lambda row: row.lateness, shown=False),
        Column("received", _("Received"), lambda row: local.moment(row.row.received_at, zone)),
        Column("languages", _("Languages"), lambda row: row.languages),
        Column("pages", _("Pages"), lambda row: row.row.latest.pages or None, shown=False),
        Column("receipt", _("Receipt"), lambda row: row.row.latest.receipt, shown=False),
        Column("symbol", _("Document"), lambda row: row.row.symbol),
    ]


@dataclass(frozen=True)
class AtDeskContribution(InConsultation):
    """Somebody at a contribution."""

    seen: SeenContribution

    @property
    def key(self) -> int:
        """The contribution's."""
        return self.seen.row.pk


class WordsForm(forms.Form):
    """A reason; what is missing is said by the action."""

    words = CleanField(
        longest=WORDS_LENGTH,
        lines=True,
        required=False,
        label=gettext_lazy("Reason"),
        widget=forms.Textarea({"class": "form-control", "rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: QueryDict | None, prefix: str) -> None:
        super().__init__(data, label_suffix="", auto_id=f"id_{prefix}_%s")


class NumberForm(forms.Form):
    """The series that numbers it, or a symbol."""

    series = forms.ChoiceField(
        required=False, label=gettext_lazy("Series"), widget=forms.Select({"class": "form-select"})
    )
    symbol = CleanField(
        longest=SYMBOL_LENGTH,
        required=False,
        label=gettext_lazy("Symbol"),
        help_text=gettext_lazy("Empty: the next one of the series."),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr"}),
    )

    def __init__(self, data: QueryDict | None, at: AtDeskContribution) -> None:
        series, numbering = series_of(at.consultation), Numbering(at.consultation)
        # Those for contributions come first.
        ordered = sorted(series.values(), key=lambda row: row.purpose is not Purpose.CONTRIBUTIONS)
        super().__init__(data, label_suffix="", initial={"series": ordered[0].key if ordered else ""})
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            *((row.key, f"{row.label} ({numbering.next_symbol(row.key)})") for row in ordered),
            ("", _("None: the symbol below")),
        ]


def _form_of(prefix: str) -> Callable[[AtDeskContribution, HttpRequest | None], WordsForm]:
    def made(_at: AtDeskContribution, request: HttpRequest | None) -> WordsForm:
        return WordsForm(request.POST if request else None, prefix)

    return made


def _number_form(at: AtDeskContribution, request: HttpRequest | None) -> NumberForm:
    return NumberForm(request.POST if request else None, at)


def _ask(at: AtDeskContribution, _request: HttpRequest, form: WordsForm) -> str:
    words = form.cleaned_data["words"]
    checking.ask_for_changes(at.consultation.pk, at.performer, at.now, contribution=at.key, words=words)
    return _("The changes are requested, and the Member informed.")


def _number(at: AtDeskContribution, _request: HttpRequest, form: NumberForm) -> str:
    given = form.cleaned_data
    series = "" if given["symbol"] else given["series"]
    symbol = checking.number(
        at.consultation.pk, at.performer, at.now, contribution=at.key, series=series, symbol=given["symbol"]
    )
    return _("It becomes document %(symbol)s. Translate it, or post it.") % {"symbol": symbol}


def _remove_number(at: AtDeskContribution, _request: HttpRequest, _form: None) -> str:
    checking.remove_number(at.consultation.pk, at.performer, at.now, contribution=at.key)
    return _("The number is removed. The contribution can be given another one.")


def _post(at: AtDeskContribution, _request: HttpRequest, _form: None) -> str:
    document = posting.post(
        at.consultation.pk,
        at.performer,
        at.now,
        contribution=at.key,
        papers=to_post(at.seen) if isinstance(may_post(at.seen.stage, at.seen.timeliness), Allowed) else {},
        seen=posting.state_of(at.seen),
    )
    return _("%(symbol)s is posted. All participants can read it.") % {"symbol": document.symbol}


def _accept(at: AtDeskContribution, _request: HttpRequest, form: WordsForm) -> str:
    words = form.cleaned_data["words"]
    checking.accept_late(at.consultation.pk, at.performer, at.now, contribution=at.key, words=words)
    return _("The late contribution is accepted.")


def _decline(at: AtDeskContribution, _request: HttpRequest, form: WordsForm) -> str:
    words = form.cleaned_data["words"]
    checking.decline_late(at.consultation.pk, at.performer, at.now, contribution=at.key, words=words)
    return _("The late contribution is not accepted, and the Members informed.")


def _confirm(at: AtDeskContribution, _request: HttpRequest, _form: None) -> str:
    names.confirm_entered(at.consultation.pk, at.performer, at.now, contribution=at.key)
    return _("The contribution is confirmed.")


ACTIONS = registered(
    PageAction("ask", Action.CONTRIBUTION_EDIT, _ask, _form_of("ask")),
    PageAction("number", Action.CONTRIBUTION_EDIT, _number, _number_form),
    PageAction("remove_number", Action.CONTRIBUTION_EDIT, _remove_number),
    PageAction("post", Action.CONTRIBUTION_EDIT, _post),
    PageAction("accept", Action.CONTRIBUTION_ACCEPT, _accept, _form_of("late")),
    PageAction("decline", Action.CONTRIBUTION_ACCEPT, _decline, _form_of("late")),
    PageAction("confirm", Action.CONTRIBUTION_CONFIRM, _confirm),
)


@page(may(Action.CONTRIBUTIONS_SEE), FORM)
def contribution_desk(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """What it says, where it stands, and what is to be done."""
    at = _at(desk, pk)
    if request.method != "POST":
        return _page(request, at, None)
    action = sent(request, ACTIONS)
    at.visitor.require(action.action)
    then = reverse("contribution_desk", args=[at.consultation.slug, pk])
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


@page(may(Action.CONTRIBUTIONS_SEE))
def contribution_source(_request: HttpRequest, desk: InConsultation, pk: int) -> FileResponse:
    """The mail or paper from which it was entered."""
    return stored_file(_at(desk, pk).seen.latest.source)


def _at(desk: InConsultation, pk: int) -> AtDeskContribution:
    seen = queries.contribution(desk.consultation, pk)
    if seen is None:
        raise Http404
    return AtDeskContribution(desk.consultation, desk.visitor, desk.performer, desk.now, seen)


def _page(request: HttpRequest, at: AtDeskContribution, refused: Again | None) -> HttpResponse:
    seen, open_ = at.seen, not at.consultation.closed
    edits = at.may_send(Action.CONTRIBUTION_EDIT) and open_
    decides = at.may_send(Action.CONTRIBUTION_ACCEPT) and open_
    undecided = seen.timeliness in {Timeliness.LATE, Timeliness.DECLINED}
    form = refused.form if refused else None
    numbered = seen.stage in {Stage.NUMBERED, Stage.IN_TRANSLATION}
    context = {
        "consultation": at.consultation,
        "at": at,
        "item": items_of(at.consultation).get(seen.place),
        # Without a file, its text alone is what the entry is compared with.
        "message": arrivals.of_original(source) if (source := seen.latest.source) and not seen.latest.upload else None,
        "names": [ShownName(row, name) for row, name in seen.names],
        "asks": edits and seen.stage in {Stage.SUBMITTED, Stage.NUMBERED, Stage.IN_TRANSLATION},
        "numbers": edits and seen.stage is Stage.SUBMITTED and not undecided,
        "posts": edits and numbered and not undecided,
        "removes": edits and isinstance(may_remove_number(seen.course), Allowed),
        "asked_to_remove": request.GET.get("ask") == "remove",
        "corrects": edits
        and isinstance(may_correct_entry(seen.course, entered=seen.entered, seen=seen.latest.number), Allowed),
        "asked_to_post": numbered and request.GET.get("ask") == "post",
        "unconfirmed": [member_name(member) for member in seen.standing(Name.UNANSWERED)],
        "decides": decides and undecided and seen.stage not in {Stage.POSTED, Stage.WITHDRAWN},
        "undecided": undecided,
        "confirms": _confirms(at) and open_,
        "waits": seen.stage is Stage.UNCONFIRMED,
        "languages": [
            (code, NATIVE_NAMES.get(code, code), code in seen.translations, code == seen.latest.language)
            for code in dict.fromkeys((seen.latest.language, *seen.languages))
        ],
        "translates": edits and numbered,
        "ask_form": form if _is(refused, "ask") else WordsForm(None, "ask"),
        "late_form": form if _is(refused, "accept", "decline") else WordsForm(None, "late"),
        "number_form": form if isinstance(form, NumberForm) else NumberForm(None, at),
        **facts_of(seen),
    }
    return show(
        request, "web/contributions/contribution_desk.html", context, refused, refusal_message, at.consultation.zone
    )


def _is(refused: Again | None, *actions: str) -> bool:
    return refused is not None and refused.action in actions


def _confirms(at: AtDeskContribution) -> bool:
    person, first = at.visitor.registration.person, at.seen.entered_by
    if not at.may_send(Action.CONTRIBUTION_CONFIRM) or not at.seen.entered:
        return False
    independent = first is None or are_independent(at.consultation, first, person)
    decision = may_confirm_entered(
        at.seen.course, at.seen.latest.member.code, person.pk, entered=True, by=first, independent=independent
    )
    return isinstance(decision, Allowed)
