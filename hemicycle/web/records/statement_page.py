"""The texts of statements under an item: one's own to hand in, replace and withdraw, and those that one may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, known_languages, reader_language
from hemicycle.consultations.settings import settings_of
from hemicycle.outcome.actions import statements
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.statements import party_of, statements_on, waiting
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.statements import STATEMENT_CHARACTERS, Stage
from hemicycle.sittings.queries import agenda_item
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.records.statement_files import ENDINGS, taken
from hemicycle.web.records.statements_page import readable_of
from hemicycle.web.records.words import STAGES
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.long_select import LongChoices, LongSelect

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.outcome.models import StatementVersion
    from hemicycle.outcome.statements import HandedIn
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _AtStatement(InConsultation):
    """Somebody at the texts under an item."""

    item: Item

    @property
    def readable(self) -> list[HandedIn]:
        """Those that they may read, in the order of handing in."""
        return readable_of(self, statements_on([self.item.pk]))

    @property
    def own(self) -> list[HandedIn]:
        """Those of their delegation."""
        mine = party_of(self.visitor.registration)
        return [one for one in self.readable if one.party == mine]


def _languages() -> LongChoices:
    return LongChoices((code, NATIVE_NAMES[code]) for code in known_languages())


_LANGUAGES = SimpleLazyObject(_languages)


class StatementForm(forms.Form):
    """A text or a file, with its language and the version that its sender began with."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the statement"), widget=LongSelect({"class": "form-select"})
    )
    text = CleanField(
        longest=2 * STATEMENT_CHARACTERS,
        lines=True,
        required=False,
        label=gettext_lazy("Text of the statement"),
        widget=forms.Textarea({"class": "form-control", "rows": 14, "dir": "auto"}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Word (.docx) or plain text (.txt): its text takes the place of the text above. A PDF is kept as it is, "
            "for the interpreters to open."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ENDINGS}),
    )
    published = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish the text to all participants once the statement has been made"),
        widget=forms.CheckboxInput,
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest | None, at: _AtStatement) -> None:
        standing = waiting(at.own)
        latest = standing.latest if standing else None
        initial = {
            "language": latest.language if latest else reader_language(),
            "text": latest.text if latest else "",
            "published": latest.published if latest else False,
            "seen": latest.number if latest else 0,
        }
        data, files = (request.POST, request.FILES) if request else (None, None)
        super().__init__(data, files, initial=initial, label_suffix="")
        self.fields["language"].choices = _LANGUAGES  # type: ignore[attr-defined]
        most = settings_of(at.consultation.settings).statement_words
        self.fields["text"].help_text = _("At most %(most)d words. Separate paragraphs with an empty line.") % {
            "most": most
        }


def _form(at: _AtStatement, request: HttpRequest | None) -> StatementForm:
    return StatementForm(request, at)


def _hand_in(at: _AtStatement, _request: HttpRequest, form: StatementForm) -> str:
    given = form.cleaned_data
    file = taken(given["file"]) if given["file"] is not None else None
    text = file.text if file is not None and file.text else given["text"]
    statements.hand_in(
        at.consultation.pk,
        at.performer,
        at.now,
        statements.Given(
            at.item.pk,
            given["language"],
            text,
            given["seen"],
            published=given["published"],
            file=file.kept if file is not None else None,
        ),
    )
    return _("The text is handed in. The interpreters and the presiding officer can read it.")


def _withdraw(at: _AtStatement, _request: HttpRequest, _form: None) -> str:
    statements.withdraw(at.consultation.pk, at.performer, at.now, item=at.item.pk)
    return _("The text is withdrawn.")


HAND_IN = PageAction("hand_in", Action.STATEMENT_HAND_IN, _hand_in, _form)
ACTIONS = registered(HAND_IN, PageAction("withdraw", Action.STATEMENT_WITHDRAW, _withdraw))


@page(may(Action.ROOM_ENTER, to_send=Action.STATEMENT_HAND_IN), FORM)
def statement(request: HttpRequest, reader: InConsultation, pk: int) -> HttpResponse:
    """One's own text with its versions, and what others have published."""
    at = _at(reader, pk)
    if request.method != "POST":
        return _page(request, at, None)
    then = reverse("statement", args=[at.consultation.slug, pk])
    action = sent(request, ACTIONS, otherwise=HAND_IN.name)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


@page(may(Action.ROOM_ENTER))
def statement_file(request: HttpRequest, reader: InConsultation, pk: int, key: int) -> FileResponse:  # noqa: ARG001
    """The file of a text, for those who may read it; ``key`` is that of the statement."""
    row = next((one for one in _at(reader, pk).readable if one.statement.pk == key), None)
    if row is None:
        raise Http404
    return stored_file(row.latest.upload)


def _at(reader: InConsultation, pk: int) -> _AtStatement:
    item = agenda_item(reader.consultation, pk)
    if item is None:
        raise Http404
    return _AtStatement(reader.consultation, reader.visitor, reader.performer, reader.now, item)


@dataclass(frozen=True)
class ShownStatement:
    """A text as the page shows it."""

    handed_in: HandedIn

    @property
    def version(self) -> StatementVersion:
        """The latest one."""
        return self.handed_in.latest

    @property
    def stage(self) -> str:
        """In words."""
        return str(STAGES[self.handed_in.stage])

    @property
    def tone(self) -> str:
        """The colour of it."""
        return "wait" if self.handed_in.stage is Stage.WAITING else "live"


def _page(request: HttpRequest, at: _AtStatement, refused: Again | None) -> HttpResponse:
    own = at.own
    standing = waiting(own)
    form = refused.form if refused and isinstance(refused.form, StatementForm) else _form(at, None)
    theirs = None
    if refused and refused.reason and refused.reason.code is RuleCode.STATEMENT_CHANGED and standing:
        # What they typed stays; sent again, it takes the place of what they are shown beside it.
        theirs = standing.latest
        form.data = request.POST.copy()
        form.data["seen"] = str(theirs.number)
    keys = {one.statement.pk for one in own}
    context = {
        "consultation": at.consultation,
        "item": at.item,
        "form": form,
        "theirs": theirs,
        "standing": standing,
        "own": [ShownStatement(one) for one in reversed(own)],
        "others": [ShownStatement(one) for one in at.readable if one.statement.pk not in keys],
        "hands_in": at.visitor.may(Action.STATEMENT_HAND_IN) and not at.consultation.closed,
    }
    return show(request, "web/records/statement.html", context, refused, refusal_message, at.consultation.zone)
