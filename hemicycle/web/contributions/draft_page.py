"""The page on which a delegation writes a contribution on the template; its draft is kept by itself (rule 23)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from hemicycle.consultations import local
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import is_language
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.actions import drafts, submitting
from hemicycle.contributions.content import Content
from hemicycle.contributions.messages import refusal_message
from hemicycle.contributions.queries import draft_of, invited, latest_number, members_named
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents.queries import symbols_in_order
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import PDF
from hemicycle.rules.contributions import TITLE_LENGTH
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, SEND, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.contributions.access import WRITER
from hemicycle.web.contributions.files import ENDINGS, taken
from hemicycle.web.contributions.lengths import length_words
from hemicycle.web.contributions.paper import PrintedContribution, printed
from hemicycle.web.contributions.words import LANGUAGE_CHOICES, PART, field_of, item_choices, numbered, place_of
from hemicycle.web.toolkit.downloads import shown_inside, stored_file
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.labels import moment
from hemicycle.web.toolkit.long_select import LongSelect
from hemicycle.web.toolkit.pdf_pages import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import FileResponse, HttpRequest, QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.contributions.access import AtDraft

#: What says that there are two texts of one draft.
TWO_TEXTS = frozenset({ContributionCode.CONTRIBUTION_DRAFT_CHANGED})


def read(sent_form: QueryDict) -> Content:
    """What a browser sent, right or wrong."""
    return Content(
        place_of(sent_form.get("item", "")),
        sent_form.get("language", ""),
        sent_form.get("title", ""),
        sent_form.get("reference", ""),
        tuple(sent_form.getlist("members")),
        {name.removeprefix(PART): str(sent_form[name]) for name in sent_form if name.startswith(PART)},
    )


def _edition(request: HttpRequest) -> int:
    return key_of(request.POST.get("base", "")) or 0


@answered_anew
@csp_update({"frame-src": [SELF]})
@page(WRITER, FORM)
def contribution_draft(request: HttpRequest, at: AtDraft) -> HttpResponse:
    """Write, keep, discard and submit it."""
    if request.method != "POST":
        return _page(request, at, Content.of_draft(at.draft.content))
    action = sent(request, ACTIONS)

    def again(refused: Again) -> HttpResponse:
        if action is SUBMIT and not (refused.reason and refused.reason.code in TWO_TEXTS):
            # What was typed is kept, whatever is wrong with it; in a consultation that was closed, in the form alone.
            now = draft_of(at.consultation, at.draft.pk) or at.draft
            with suppress(Refusal):
                at.draft.edition = drafts.save_draft(
                    now, at.person, at.now, read(request.POST), edition=now.edition
                ).edition
        return _page(request, at, read(request.POST), refused)

    return run(request, at, action, then=request.path, again=again)


@page(WRITER, SEND)
def contribution_draft_save(request: HttpRequest, at: AtDraft) -> JsonResponse:
    """Keep what is written: ``{base, saved, left}``; or ``{message}``, with what a reply's draft says of two texts."""
    content = read(request.POST)
    try:
        draft = drafts.save_draft(at.draft, at.person, at.now, content, edition=_edition(request))
    except Refusal as refusal:  # a script is answered, which shows no page again and goes nowhere
        told: dict[str, Any] = {"message": refusal_message(refusal.reason, at.consultation.zone)}
        if refusal.reason.code in TWO_TEXTS:
            other = _elsewhere(at, content)
            html = render_to_string("web/contributions/parts/elsewhere.html", {"elsewhere": other}, request)
            told |= {"base": other.base, "fields": other.fields, "html": html}
        return JsonResponse(told, status=refusal.reason.status)
    return JsonResponse({"base": str(draft.edition), "saved": moment(draft.saved_at, at.consultation.zone), "left": ""})


@page(WRITER, SEND)
def contribution_draft_length(request: HttpRequest, at: AtDraft) -> JsonResponse:
    """How long what is written is, as it prints: ``{pages, words, longer}``, the words in the reader's language."""
    pages = pages_of(printed(_paper(at, read(request.POST))))
    recommended = settings_of(at.consultation.settings).contribution_pages
    return JsonResponse({"pages": pages, "words": length_words(pages, recommended), "longer": pages > recommended})


@xframe_options_sameorigin
@csp_replace({"default-src": [NONE], "frame-ancestors": [SELF]})
@page(WRITER)
def contribution_draft_paper(_request: HttpRequest, at: AtDraft) -> HttpResponse | FileResponse:
    """The draft as it prints, or the file that is to be submitted, for the browser to show."""
    if at.draft.upload is not None:
        return stored_file(at.draft.upload, inside_page=at.draft.upload.media_type == PDF)
    return shown_inside(printed(_paper(at, Content.of_draft(at.draft.content))), "contribution.pdf", PDF)


def _paper(at: AtDraft, content: Content) -> PrintedContribution:
    members = [at.draft.member, *_others(at, content.members)]
    keys = [part.key for part in settings_of(at.consultation.settings).contribution_parts]
    said = content.cleaned(keys)
    language = said.language if is_language(said.language) else at.consultation.languages.last_resort
    unconfirmed = frozenset(member.pk for member in members[1:])
    return PrintedContribution(
        at.consultation, language, members, unconfirmed, said.title, said.item, said.reference, "", said.parts
    )


def _others(at: AtDraft, codes: Iterable[str]) -> list[Member]:
    known, own = members_named(at.consultation, codes), at.draft.member_id
    return [known[code] for code in dict.fromkeys(codes) if code in known and known[code].pk != own]


def _keep(at: AtDraft, request: HttpRequest, _form: None) -> str:
    drafts.save_draft(at.draft, at.person, at.now, read(request.POST), edition=_edition(request))
    return _("The draft is saved. It is not submitted yet; your delegation alone sees it.")


def _discard(at: AtDraft, request: HttpRequest, _form: None) -> Done:
    drafts.discard_draft(at.draft, at.person, at.now, edition=_edition(request))
    return Done(_("The draft is discarded."), then=reverse("contributions", args=[at.consultation.slug]))


def _give_file(at: AtDraft, request: HttpRequest, _form: None) -> str:
    file = request.FILES.get("file")
    if file is None:
        raise Refusal(ContributionCode.CONTRIBUTION_FILE_MISSING)
    given = taken(file)
    drafts.save_draft(at.draft, at.person, at.now, read(request.POST), edition=_edition(request))
    drafts.give_file(at.draft, at.person, at.now, given.kept, given.pages)
    return _("The file is kept. It is submitted in place of the text below.")


def _take_file(at: AtDraft, request: HttpRequest, _form: None) -> str:
    drafts.save_draft(at.draft, at.person, at.now, read(request.POST), edition=_edition(request))
    drafts.give_file(at.draft, at.person, at.now, None)
    return _("The file is removed. Write the text on the template.")


def _submit(at: AtDraft, request: HttpRequest, _form: None) -> Done:
    content, draft = read(request.POST), at.draft
    draft.edition = _edition(request) or draft.edition
    pages = draft.pages if draft.upload else pages_of(printed(_paper(at, content)))
    revised = draft.contribution
    made = submitting.submit(
        at.consultation.pk,
        at.performer,
        at.now,
        member=draft.member,
        content=content,
        pages=pages,
        upload=draft.upload,
        draft=draft,
        revises=revised.pk if revised else None,
        seen=latest_number(revised) if revised else 0,
    )
    then = reverse("contribution_receipt", args=[at.consultation.slug, made.contribution_id, made.number])
    return Done(_("Received. The receipt number is %(receipt)s.") % {"receipt": made.receipt}, then=then)


SUBMIT = PageAction("submit", Action.CONTRIBUTION_SUBMIT, _submit)
ACTIONS = registered(
    SUBMIT,
    PageAction("save", Action.CONTRIBUTION_SUBMIT, _keep),
    PageAction("discard", Action.CONTRIBUTION_SUBMIT, _discard),
    PageAction("give_file", Action.CONTRIBUTION_SUBMIT, _give_file),
    PageAction("take_file", Action.CONTRIBUTION_SUBMIT, _take_file),
)


@dataclass(frozen=True)
class PartField:
    """A part of the template as the form shows it."""

    key: str
    label: str
    text: str
    required: bool
    limit: int

    @property
    def name(self) -> str:
        """Of its field."""
        return f"{PART}{self.key}"


@dataclass(frozen=True)
class Elsewhere:
    """The text of a draft that somebody else has saved, beside the one here.

    Attributes:
        base: What the form stands on, once one of the two is chosen.
        by: Who saved it, and when.
        lines: What differs: label, what is filled in here, what stands there.
        fields: What stands there, as its form would send it.
    """

    base: str
    by: str
    when: str
    lines: tuple[tuple[str, str, str], ...]
    fields: list[tuple[str, str]]


def _elsewhere(at: AtDraft, here: Content) -> Elsewhere:
    draft = draft_of(at.consultation, at.draft.pk) or at.draft
    there = Content.of_draft(draft.content)
    settings = settings_of(at.consultation.settings)
    lines = [
        (_("Title"), here.title, there.title),
        (_("Item"), _item_words(at, here), _item_words(at, there)),
        (_("Language of the text"), here.language, there.language),
        (_("Reference"), here.reference, there.reference),
        (_("Members"), listed(list(here.members)), listed(list(there.members))),
        *(
            (part.label, here.parts.get(part.key, ""), there.parts.get(part.key, ""))
            for part in settings.contribution_parts
        ),
    ]
    when = moment(draft.saved_at, at.consultation.zone)
    differ = tuple((label, ours, theirs) for label, ours, theirs in lines if ours != theirs)
    return Elsewhere(str(draft.edition), draft.saved_by.name, when, differ, _fields(there))


def _fields(content: Content) -> list[tuple[str, str]]:
    listing, number = content.item
    return [
        ("item", f"{listing}:{number}" if listing else ""),
        ("language", content.language),
        ("title", content.title),
        ("reference", content.reference),
        *(("members", code) for code in content.members),
        *((f"{PART}{key}", text) for key, text in content.parts.items()),
    ]


def _item_words(at: AtDraft, content: Content) -> str:
    item = at.items.get(content.item)
    return numbered(item.place, item.title) if item else ""


def _page(request: HttpRequest, at: AtDraft, content: Content, refused: Again | None = None) -> HttpResponse:
    settings = settings_of(at.consultation.settings)
    reason = refused.reason if refused else None
    deadline = settings.contributions_until
    context = {
        "consultation": at.consultation,
        "draft": at.draft,
        "content": content,
        "base": str(at.draft.edition),
        "items": item_choices(at.items),
        "chosen": f"{content.item[0]}:{content.item[1]}",
        "language_field": LongSelect({"class": "form-select", "id": "id_language"}, LANGUAGE_CHOICES).render(
            "language", content.language
        ),
        "others": other_members(at.consultation, at.draft.member, content),
        "symbols": symbols_in_order(at.consultation),
        "parts": [
            PartField(one.key, one.label, content.parts.get(one.key, ""), one.required, one.limit)
            for one in settings.contribution_parts
        ],
        "wrong": field_of(reason) if reason else "",
        "title_length": TITLE_LENGTH,
        "recommended": settings.contribution_pages,
        "length": length_words(at.draft.pages, settings.contribution_pages, at.draft.upload) if at.draft.upload else "",
        "endings": ENDINGS,
        "deadline_words": local.deadline(deadline) if deadline else "",
        "passed": deadline is not None and not deadline.met(at.now),
        "refused": refusal_message(reason, at.consultation.zone) if reason else "",
        "elsewhere": _elsewhere(at, content) if reason and reason.code in TWO_TEXTS else None,
        "is_pdf": at.draft.upload is None or at.draft.upload.media_type == PDF,
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/contributions/draft.html", context, status=status)


def other_members(consultation: Consultation, own: Member | None, content: Content) -> list[tuple[str, str, bool]]:
    """The Members that may submit it too: code, name, and whether it names them; those that it names come first."""
    found = [row for row in invited(consultation) if row != own]
    named = set(content.members)
    return sorted(((row.code, member_name(row), row.code in named) for row in found), key=lambda one: not one[2])
