"""The feed of documents: its private address, and the feed itself (Atom, RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import django_language, localized
from hemicycle.documents import feeds, queries
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import NOBODY_IN_CONSULTATION, InConsultation, may
from hemicycle.web.documents.rows import submitted_by
from hemicycle.web.toolkit.downloads import NOT_KEPT

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.documents.models import Document

#: So many of the latest documents are in it.
MOST = 100


class DocumentsFeed(Feed[Any, Any]):
    """The documents that every reader sees now, the latest first. It names them, and holds no file."""

    feed_type = Atom1Feed

    def get_object(self, _request: HttpRequest, consultation: Consultation) -> Consultation:
        """What it is a feed of."""
        return consultation

    def title(self, consultation: Consultation) -> str:
        """What a reader lists it as."""
        return f"{_('Documents')}: {localized(consultation.title)}"

    def link(self, consultation: Consultation) -> str:
        """The list of documents."""
        return reverse("documents_list", args=[consultation.slug])

    def feed_url(self, consultation: Consultation) -> str:
        """Not the address itself, whose key nobody is to pass on."""
        return self.link(consultation)

    def feed_guid(self, consultation: Consultation) -> str:
        """The same for each reader: the address with their key stands nowhere in it."""
        return f"{settings.PUBLIC_ADDRESS}{self.link(consultation)}"

    def items(self, consultation: Consultation) -> list[Document]:
        """The latest documents."""
        return queries.last_shown(queries.seen_by(consultation, timezone.now(), prepares=False), MOST)

    def item_title(self, item: Document) -> str:
        """Its symbol with its title."""
        return f"{item.symbol}: {localized(item.title)}"

    def item_description(self, item: Document) -> str:
        """Who submitted it, and what it changes."""
        return "\n".join(filter(None, [submitted_by(item), localized(item.what_changes)]))

    def item_link(self, item: Document) -> str:
        """Its page, which asks its reader to sign in."""
        return reverse("document", args=[item.consultation.slug, item.symbol])

    def item_pubdate(self, item: Document) -> datetime | None:
        """When it was posted."""
        return item.posted_at

    def item_updateddate(self, item: Document) -> datetime | None:
        """When readers saw it first."""
        return max(filter(None, [item.posted_at, item.embargo_until]), default=None)


_FEED = DocumentsFeed()


@page(NOBODY_IN_CONSULTATION)
def document_feed(request: HttpRequest, consultation: Consultation, key: str) -> HttpResponse:
    """The feed, for a reader with the private address of somebody who may read documents today."""
    reader = feeds.reader_of(consultation, key)
    if reader is None or not _reads(reader):
        raise Http404
    with translation.override(django_language(reader.person.language)):
        answer = _FEED(request, consultation=consultation)
    for name, value in NOT_KEPT.items():
        answer.headers[name] = value
    return answer


def _reads(reader: feeds.FeedReader) -> bool:
    today = reader.consultation.day(timezone.now())
    try:
        found = visitors.take_part(reader.person, reader.consultation, today)
    except PermissionDenied:
        return False
    return found.may_read(Action.DOCUMENTS_READ)


def _open(at: InConsultation, _request: HttpRequest, _form: None) -> str:
    feeds.open_feed(at.consultation, at.visitor.registration.person_id)
    return _("The feed has a new private address. Any earlier address no longer works.")


def _close(at: InConsultation, _request: HttpRequest, _form: None) -> str:
    feeds.close_feed(at.consultation, at.visitor.registration.person_id)
    return _("The address of the feed no longer works.")


ACTIONS = registered(
    PageAction("open", Action.DOCUMENTS_READ, _open), PageAction("close", Action.DOCUMENTS_READ, _close)
)


@page(may(Action.DOCUMENTS_READ), FORM)
def document_feed_address(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The private address of one's own feed: made, replaced, made void."""
    if request.method != "POST":
        return _page(request, reader)
    then = reverse("document_feed_address", args=[reader.consultation.slug])
    return run(request, reader, sent(request, ACTIONS), then=then, again=lambda _refused: _page(request, reader))


def _page(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    key = feeds.key_of(reader.consultation, reader.visitor.registration.person_id)
    address = settings.PUBLIC_ADDRESS + reverse("document_feed", args=[reader.consultation.slug, key]) if key else ""
    context = {"consultation": reader.consultation, "address": address}
    return show(request, "web/documents/feed.html", context, None, lambda _reason, _zone: "")
