"""A language version of a letter that was sent: written beside what stood in, looked at, handed in and cleared."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence import letter_queries, placeholders
from hemicycle.correspondence.actions import clearing as clearance
from hemicycle.correspondence.actions import language_versions
from hemicycle.correspondence.issued import as_sent, issued, question_key, with_draft
from hemicycle.correspondence.messages import refusal_message
from hemicycle.people import uploads
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, told_there
from hemicycle.web.letters.desk_access import at_version
from hemicycle.web.letters.downloads import paper_of
from hemicycle.web.letters.elsewhere import is_conflict, standing_on_now
from hemicycle.web.letters.language_forms import VersionForms
from hemicycle.web.letters.preview_page import clearance_of
from hemicycle.web.letters.version import version
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.correspondence.models import LanguageVersion
    from hemicycle.people.models import Person
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.letters.desk_access import AtVersion


def to_letter(at: AtVersion) -> str:
    """The address of the letter at the desk."""
    return reverse("letter_desk", args=[at.consultation.slug, at.letter.pk])


def _to(name: str, at: AtVersion) -> str:
    return reverse(name, args=[at.consultation.slug, at.letter.pk, at.language])


@answered_anew
@page(at_version(Action.LETTER_WRITE), FORM)
def letter_language(request: HttpRequest, at: AtVersion) -> HttpResponse:
    """What is missing in a language, beside what its readers got; one button saves it, another one deletes it."""
    if request.method == "POST":
        action = sent(request, WRITING, otherwise=SAVE.name)
        at.visitor.require(action.action)
        return run(
            request,
            at,
            action,
            then=_to("letter_language_preview", at),
            again=lambda refused: _writing(request, at, refused.form or _forms(at, request), refused),
        )
    if at.version is not None and at.version.sent:
        return redirect(to_letter(at))
    return _writing(request, at, _forms(at, None))


def _forms(at: AtVersion, request: HttpRequest | None) -> VersionForms:
    typed, files = (request.POST, request.FILES) if request else (None, None)
    return VersionForms(typed, files, at, _titles(at))


def _titles(at: AtVersion) -> dict[str, str]:
    """Titles that the items of the agenda have in the language by now, for questions about them."""
    if not at.lacking.questions:
        return {}
    known = {(item.listing, item.number): item.title.get(at.language, "") for item in agenda.put(at.consultation)}
    found = {question_key(row): known.get((row.listing, row.number), "") for row in at.lacking.questions}
    return {key: title for key, title in found.items() if title}


def _save(at: AtVersion, _request: HttpRequest, form: VersionForms) -> str:
    """Look at the files and keep them, then write the version."""
    looked = {key: uploads.look(file) for key, file in form.files}
    by = _writer(at)
    stored = {key: file.keep(by, at.now) for key, file in looked.items()}
    try:
        language_versions.write(at.letter, at.language, at.performer, at.now, form.words(stored))
    except Refusal:  # told by the runner; what was kept of the files is not left lying about
        for upload in stored.values():
            uploads.discard(upload)
        raise
    return _("The language version is saved: %(language)s.") % {"language": NATIVE_NAMES[at.language]}


def _writer(at: AtVersion) -> Person:
    person = at.performer.person
    if person is None:
        raise LookupError("only a person writes letters")
    return person


def _discard(at: AtVersion, _request: HttpRequest, _form: None) -> Done:
    language_versions.discard(at.letter, at.language, at.performer, at.now)
    words = _("The draft was deleted: %(language)s. The letter stays as it was sent.")
    return Done(words % {"language": NATIVE_NAMES[at.language]}, then=to_letter(at))


SAVE = PageAction("save", Action.LETTER_WRITE, _save, _forms)
WRITING = registered(SAVE, PageAction("discard", Action.LETTER_WRITE, _discard))


def _writing(request: HttpRequest, at: AtVersion, form: VersionForms, refused: Again | None = None) -> HttpResponse:
    reason, meanwhile = refused.reason if refused else None, is_conflict(refused)
    if meanwhile:
        typed = standing_on_now(request, form.text)
        form = VersionForms(typed, request.FILES, at, _titles(at))
    stood_in = version(at.letter, at.language, of=as_sent(at.letter))
    parts = {part.key: part for part in stood_in.annexes} if stood_in else {}
    context = {
        "consultation": at.consultation,
        "letter": at.letter,
        "language": at.language,
        "form": form,
        "annexes": [(annex, part, row, parts.get(annex.pk)) for annex, part, row in form.annexes],
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
        "theirs": _saved_now(at.version) if meanwhile else (),
        "stood_in": stood_in,
        "saved": at.version,
        "lacking": at.lacking,
        "known": placeholders.known(at.letter),
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/letters/language.html", context, status=status)


def _saved_now(saved: LanguageVersion | None) -> list[tuple[str, str]]:
    """What is saved by now, of label and text."""
    if saved is None:
        return [(_("Text"), _("Nothing"))]
    rows = [(_("Subject"), saved.subject), (_("Text"), saved.body), (_("Changes"), saved.what_changes)]
    rows += [
        (_("Annex %(number)d") % {"number": row.annex.number}, f"{row.title}\n{row.body}".strip())
        for row in letter_queries.annexes_of(saved)
    ]
    return [(label, words) for label, words in rows if words]


@page(at_version(Action.LETTER_WRITE), FORM)
def letter_language_preview(request: HttpRequest, at: AtVersion) -> HttpResponse | FileResponse:
    """A language version as its readers will get it; ``format=pdf`` and ``docx`` give a file. Cleared here."""
    if request.method != "POST":
        return _shown(request, at)
    here = request.get_full_path()

    action = sent(request, CLEARING)
    at.visitor.require(action.action)
    again = told_there(request, here, lambda reason: refusal_message(reason, at.consultation.zone))
    return run(request, at, action, then=here, again=again)


def required(at: AtVersion) -> LanguageVersion:
    """What is written.

    Raises:
        Http404: nothing is.
    """
    if at.version is None:
        raise Http404
    return at.version


def _hand_in(at: AtVersion, request: HttpRequest, _form: None) -> str:
    clearance.hand_in(required(at), at.performer, at.now, request.POST.get("words", ""))
    return _("The version is submitted for clearance. A colleague reviews it here and clears or returns it.")


def _clear(at: AtVersion, request: HttpRequest, _form: None) -> str:
    clearance.clear(required(at), at.performer, at.now, request.POST.get("seen", ""))
    return _("The version is cleared. It can be sent as it is now; any change withdraws the clearance.")


def _give_back(at: AtVersion, request: HttpRequest, _form: None) -> str:
    seen, words = request.POST.get("seen", ""), request.POST.get("words", "")
    clearance.give_back(required(at), at.performer, at.now, seen, words)
    return _("The version is returned.")


CLEARING = registered(
    PageAction("hand_in", Action.LETTER_WRITE, _hand_in),
    PageAction("clear", Action.LETTER_CLEAR, _clear),
    PageAction("give_back", Action.LETTER_CLEAR, _give_back),
)


def _shown(request: HttpRequest, at: AtVersion) -> HttpResponse | FileResponse:
    saved = at.version
    if saved is None:
        return redirect(_to("letter_language", at))
    of = issued(at.letter) if saved.sent else with_draft(saved)
    of_language = version(at.letter, at.language, unfinished=True, of=of)
    kind = request.GET.get("format", "")
    if kind and of_language is not None:
        return paper_of(at.letter, of_language, kind)
    context = {
        "consultation": at.consultation,
        "letter": at.letter,
        "language": at.language,
        "saved": saved,
        "version": of_language,
        "of_version": True,
        **clearance_of(saved, at.performer.person, written=True),
    }
    return render(request, "web/letters/language_preview.html", context)


@page(at_version(Action.LETTER_WRITE))
def letter_language_file(request: HttpRequest, at: AtVersion, key: int) -> HttpResponse | FileResponse:  # noqa: ARG001
    """A file that is kept for an annex in this language, for the desk."""
    rows = required(at).annexes.all()
    return stored_file(next((row.upload for row in rows if row.annex_id == key), None))
