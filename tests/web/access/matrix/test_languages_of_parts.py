"""What is written in another language than a page says so, wherever it is printed (WCAG 3.1.2).

Every title is in English only and every condition in French; each address is opened in Arabic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from django.conf import settings
from django.db.models import QuerySet

from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Cluster, Condition, Enquiry, LeadIn, LetterText, Question
from hemicycle.documents.models import Document
from hemicycle.web.toolkit import pdf
from tests.factories import SLUG
from tests.support.guards import without_guards
from tests.support.parts import unmarked
from tests.web.access.matrix.addresses import addresses
from tests.web.access.matrix.requests import client_of, tried
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.support.two_consultations.whole import Whole

#: What a publication keeps, or a part of that.
Content: TypeAlias = Any
TITLE, CONDITION = "Untranslated", "Condition d’origine"
#: Of each kind, by its language.
WRITTEN = {TITLE: "en", CONDITION: "fr"}
#: Papers that are made at once, by the query of their address.
PAPERS = {
    "agenda": "format=pdf&language=ar",
    "time_plan": "format=pdf&language=ar",
    "reply_receipt": "format=pdf&language=ar",
}
#: Where somebody who opens every page is shown a title, at least; and where conditions.
TITLES = {
    "the secretariat": {
        *("home", "agenda", "agenda_desk", "agenda_item", "agenda_order", "agenda_publish", "items", "item_edit"),
        *("time_plan", "plan_desk", "documents_list", "document", "document_edit", "desk_search", "room"),
        *("enquiries", "enquiry_desk", "enquiry_matrix", "enquiry_items", "enquiry_conditions", "enquiry_summary"),
        *("enquiry_withdraw", "reminders", "letters", "letters_desk", "letter", "letter_desk", "letter_asks"),
        *("letter_language", "letter_language_preview", "letter_preview", "letter_by_mail"),
        *("reply_enter", "reply_desk", "reply_receipt", "reply_versions"),
    },
    "the focal point": {
        *("home", "agenda", "time_plan", "documents_list", "document", "room"),
        *("letters", "letter", "reply", "reply_receipt", "reply_versions"),
    },
    "the chair": {
        *("agenda_desk", "agenda_item", "agenda_order", "agenda_publish", "plan_desk", "console"),
        *("enquiry_conditions", "enquiry_declare", "enquiry_matrix", "enquiry_summary", "reply_desk"),
    },
}
CONDITIONS = {
    "the secretariat": {"enquiry_conditions", "enquiry_summary", "reply_desk", "reply_receipt", "reply_versions"},
    "the focal point": {"reply_receipt", "reply_versions"},
    "the chair": {"enquiry_conditions", "enquiry_summary", "reply_desk", "reply_receipt", "reply_versions"},
}


@pytest.fixture
def in_english(both: dict[str, Whole]) -> dict[str, Whole]:
    """Titles of items, documents, questions and clusters, lead-ins and subjects in English only; French conditions."""
    whole = both[SLUG]
    _another_reply(whole)
    whole.world.sitting.discussions.create(item=whole.world.items[0], start=whole.now)
    with without_guards():
        for model, name in ((Item, "title"), (Document, "title"), (Question, "title"), (Cluster, "title")):
            _each(model, name, {"en": f"{TITLE} {model.__name__} <i>"})
        lead_ins = {row.enquiry_id for row in LeadIn.objects.all()}
        for cluster in Cluster.objects.exclude(enquiry__in=lead_ins):
            LeadIn.objects.create(enquiry=cluster.enquiry, heading=cluster.heading, words={"en": f"{TITLE} lead-in"})
        LetterText.objects.filter(language="en").update(subject=f"{TITLE} subject")
        Condition.objects.update(words=f"{CONDITION} & entière", language="fr")
        for row in AgendaPublication.objects.all():
            as_kept = {"content": _retitled(row.content), "changes": _retitled(row.changes)}
            QuerySet(AgendaPublication).filter(pk=row.pk).update(**as_kept)  # its own one refuses
    return both


def _another_reply(whole: Whole) -> None:
    """Brazil answers again, otherwise."""
    enquiry = Enquiry.objects.get(pk=whole.objects["enquiry"])
    answer = Answer({question.pk: "no" for question in enquiry.questions.all()}, (("form", "By correspondence."),))
    replies.submit(enquiry, whole.performer("br"), whole.now, member=whole.member("br"), answer=answer)


def _each(model: type[Any], name: str, value: dict[str, str]) -> None:
    model.objects.update(**{name: value})


def _retitled(content: Content) -> Content:
    """A publication in which each title is another one."""
    if isinstance(content, list):
        return [_retitled(row) for row in content]
    if not isinstance(content, dict):
        return content
    title = {"title": {"en": f"{TITLE} Item <i>"}} if isinstance(content.get("title"), dict) else {}
    return {name: _retitled(value) for name, value in content.items()} | title


def _pages(client: Client, both: dict[str, Whole]) -> Iterator[tuple[str, str]]:
    """The HTML of every address of a consultation that opens, with the name of the address."""
    for address in addresses(both):
        if address.slug not in {SLUG, ""} or address.foreign:
            continue
        query = f"?q={TITLE}" if address.name == "desk_search" else ""
        response, _written = tried(client, "get", f"{address.path}{query}")
        if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
            yield address.name, response.content.decode()


@pytest.mark.parametrize("who", TITLES)
def test_what_is_written_in_another_language_says_so_on_every_page(who: str, in_english: dict[str, Whole]) -> None:
    client, wrong, shown = client_of(VISITORS[who], in_english), [], {TITLE: set[str](), CONDITION: set[str]()}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    for name, page in _pages(client, in_english):
        assert 'lang="ar"' in page, name
        wrong += [f"{name}: {words}" for words in unmarked(page, WRITTEN)]
        for kind in WRITTEN:
            shown[kind] |= {name} if kind in page else set()
    assert not wrong, "\n".join([f"{len(wrong)}", *wrong])
    assert (TITLES[who] - shown[TITLE], CONDITIONS[who] - shown[CONDITION]) == (set(), set())


def test_what_is_written_in_another_language_says_so_on_every_paper(
    in_english: dict[str, Whole], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def note(page: str, _name: str) -> bytes:
        printed.append(page)
        return b"%PDF"

    monkeypatch.setattr(pdf, "_printed", note)
    client, made = client_of(VISITORS["the secretariat"], in_english), set()
    for address in addresses(in_english):
        if address.name in PAPERS and address.slug == SLUG and not address.foreign:
            printed.clear()
            tried(client, "get", f"{address.path}?{PAPERS[address.name]}")
            for page in printed:
                assert not list(unmarked(page, WRITTEN)), address
                made |= {(address.name, kind) for kind in WRITTEN if kind in page}
    assert made == {(name, TITLE) for name in PAPERS} | {("reply_receipt", CONDITION)}
