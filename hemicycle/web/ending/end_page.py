"""The end of a consultation: it is closed, reopened and archived by the secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.correspondence.messages import refusal_message
from hemicycle.ending import actions, deleting, exporting, queries
from hemicycle.ending.models import WHY_LENGTH
from hemicycle.people import retention
from hemicycle.rules.ending import Hindrance
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, SEND, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.downloads import download, kept_file
from hemicycle.web.toolkit.refreshing import refreshed

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


HINDRANCES = {
    Hindrance.LETTERS: gettext_lazy("Letters were sent."),
    Hindrance.MAILS: gettext_lazy("E-mails were sent to people outside the secretariat."),
    Hindrance.REPLIES: gettext_lazy("Replies were given."),
    Hindrance.CONTRIBUTIONS: gettext_lazy("Contributions were submitted."),
    Hindrance.DOCUMENTS: gettext_lazy("Documents were posted."),
    Hindrance.AGENDA: gettext_lazy("An agenda or a time plan was published."),
    Hindrance.SITTINGS: gettext_lazy("A sitting was opened."),
    Hindrance.PEOPLE: gettext_lazy("Others than the secretariat are registered."),
}
#: What is counted by name of what would be deleted; all else is counted together.
_COUNTED = {
    "people.Registration": gettext_lazy("Registrations"),
    "people.Invitation": gettext_lazy("Invitations of Members"),
    "correspondence.Letter": gettext_lazy("Letters"),
    "agenda.Item": gettext_lazy("Items"),
    "documents.Document": gettext_lazy("Documents"),
    "sittings.Sitting": gettext_lazy("Sittings"),
}


def _counted(consultation: Consultation) -> list[tuple[str | _StrPromise, int]]:
    """What would be deleted, as the page lists it."""
    counts = dict(deleting.contents(consultation))
    named = [(words, counts.pop(label)) for label, words in _COUNTED.items() if label in counts]
    return [*named, (_("Other entries"), sum(counts.values()))]


class WhyForm(forms.Form):
    """Why a consultation is closed, or reopened."""

    why = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Shown on this page and kept in the record."),
        max_length=WHY_LENGTH,
    )


def _form(_desk: InConsultation, request: HttpRequest | None) -> WhyForm:
    return WhyForm(request.POST if request else None)


def _close(desk: InConsultation, _request: HttpRequest, form: WhyForm) -> str:
    actions.close(desk.consultation.pk, desk.performer, desk.now, form.cleaned_data["why"])
    return _("The consultation is closed. It can still be read, corrected and reopened.")


def _reopen(desk: InConsultation, _request: HttpRequest, form: WhyForm) -> str:
    actions.reopen(desk.consultation.pk, desk.performer, desk.now, form.cleaned_data["why"])
    return _("The consultation is open again, as it was before it was closed.")


def _archive(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    actions.archive(desk.consultation.pk, desk.performer, desk.now)
    return _("The consultation is in the archive. Everybody who took part in it finds it there.")


def _export(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    exporting.ask(desk.consultation.pk, desk.performer, desk.now)
    return _("The export is being made. It appears on this page once it is ready.")


def _ask_to_delete(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    deleting.ask(desk.consultation.pk, desk.performer, desk.now, request.POST.get("name", ""))
    return _("The deletion is requested. Nothing is deleted until another member of the secretariat confirms it here.")


def _keep(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    deleting.take_back(desk.consultation.pk, desk.performer, desk.now)
    return _("The request is withdrawn. Nothing is deleted.")


def _delete(desk: InConsultation, _request: HttpRequest, _form: None) -> Done:
    named = str(desk.consultation)
    deleting.confirm(desk.consultation.pk, desk.performer, desk.now)
    return Done(_("The consultation “%(name)s” is deleted.") % {"name": named}, then=reverse("home"))


def _take_out(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    actions.take_out(desk.consultation.pk, desk.performer, desk.now)
    return _("The consultation is no longer in the archive. It stays closed.")


ACTIONS = registered(
    PageAction("close", Action.CONSULTATION_END, _close, _form, gettext_lazy("Close the consultation")),
    PageAction("reopen", Action.CONSULTATION_END, _reopen, _form, gettext_lazy("Reopen the consultation")),
    PageAction("archive", Action.CONSULTATION_END, _archive, label=gettext_lazy("Move to the archive")),
    PageAction("export", Action.CONSULTATION_EXPORT, _export, label=gettext_lazy("Make an export")),
    PageAction("ask_to_delete", Action.CONSULTATION_DELETE, _ask_to_delete, label=gettext_lazy("Request deletion")),
    PageAction("delete", Action.CONSULTATION_DELETE, _delete, label=gettext_lazy("Delete the consultation")),
    PageAction("keep", Action.CONSULTATION_DELETE, _keep, label=gettext_lazy("Withdraw the request")),
    PageAction("take_out", Action.CONSULTATION_END, _take_out, label=gettext_lazy("Take out of the archive")),
)


@page(may(Action.CONSULTATION_END), FORM)
def end(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """How it stands and what follows from each step; by POST, take one."""
    if request.method != "POST":
        return _page(request, desk)
    then = reverse("end", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=then, again=lambda refused: _page(request, desk, refused))


def _page(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation = desk.consultation
    form = refused.form if refused and refused.form is not None else WhyForm()
    exports = queries.exports(consultation)
    context = {
        "consultation": consultation,
        "exports": exports,
        "declared": queries.declared_enquiries(consultation),
        "keys": queries.signing_keys(),
        "steps": queries.steps(consultation),
        "hindrances": [HINDRANCES[what] for what in deleting.hindrances(consultation)],
        "deletion": deleting.asked(consultation),
        "contents": _counted(consultation),
        "typed": request.POST.get("name", "") if refused else "",
        "under_way": queries.under_way(consultation),
        "until": retention.due_on(consultation),
        "form": form,
        "actions": ACTIONS,
    }
    response = show(request, "web/ending/end.html", context, refused, refusal_message, consultation.zone)
    return refreshed(request, response, running=refused is None and any(row.under_way for row in exports))


@page(may(Action.CONSULTATION_EXPORT), SEND)
def export_file(_request: HttpRequest, desk: InConsultation, key: int) -> FileResponse:
    """The file of an export; sent for, so that who may only read the desk's pages does not get it."""
    row = queries.find_export(desk.consultation, key)
    if row is None:
        raise Http404
    name = f"{desk.consultation.slug}-{desk.consultation.day(row.at):%Y%m%d}.zip"
    return kept_file(row.file, name, "application/zip")


@page(may(Action.CONSULTATION_EXPORT), SEND)
def enquiry_record(_request: HttpRequest, desk: InConsultation, key: int) -> HttpResponse:
    """The record of one enquiry whose result was declared, as a file that anybody can check."""
    row = next((row for row in queries.declared_enquiries(desk.consultation) if row.pk == key), None)
    if row is None:
        raise Http404
    content = exporting.record_of(row, desk.performer, desk.now)
    return download(content, labels.record_file(row), "application/zip")
