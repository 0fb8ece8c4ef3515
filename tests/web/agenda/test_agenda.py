"""The agenda's desk and page: counts with reasons, the chair's choice, the order, versions, papers."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Paper

from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.models import AgendaPublication, Item, Programme
from hemicycle.documents.models import Document
from hemicycle.people.models import Invitation, Member, Seat
from tests.factories import DEFERRED, START, URGENT, a_body
from tests.support import addressing
from tests.support.agenda import NOW, name_states
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

PAGE, DESK = "/consultations/test/agenda/", "/consultations/test/desk/agenda/"
ORDER, PUBLISH = f"{DESK}order/", f"{DESK}publish/"


def publish(agenda: Agenda, words: str = "") -> AgendaPublication:
    row = Programme.objects.filter(consultation=agenda.consultation).first()
    return publish_agenda(
        agenda.consultation.pk,
        agenda.performer("secretariat"),
        NOW,
        edition=row.agenda_edition if row else 0,
        symbol="VC/2",
        words={"en": words},
        titles_stand=True,
    )


def confirm(client: Client, *items: Item) -> None:
    client.post(DESK, {"item": [str(item.pk) for item in items]})


def edition() -> int:
    return Programme.objects.get().agenda_edition if Programme.objects.exists() else 0


def test_the_desk_counts_and_names_with_reasons(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1], no=[2])
    agenda.answers("jp", no=[1], yes=[])
    page = html_of(client_of(agenda.world["secretariat"]).get(DESK))
    assert "Said yes: Brazil" in page
    assert "1 Member asked for it</p>" in page
    assert "No Member asked for it</p>" in page
    assert "On the agenda unless the Chair removes it</p>" in page
    assert page.count('<i class="y"></i>') == 2  # the State's bar, and the legend
    assert re.search(r"<b>2 <small>of 3</small></b>", page)
    assert "Confirm selected items" not in page  # the secretariat does not choose


def test_rule_14_an_urgent_item_names_who_said_no(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("gh", no=[2], listing=URGENT)
    page = html_of(client_of(agenda.world["chair"]).get(DESK))
    assert "Said no: Ghana" in page
    assert "Ghana" in html_of(client_of(agenda.world["chair"]).get(DESK, {"show": "against"}))


def test_the_chair_confirms_those_that_are_ticked(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1, 2])
    client = client_of(agenda.world["chair"])
    assert "Confirm selected items" in html_of(client.get(DESK))
    response = client.post(DESK, {"item": [agenda.item(1).pk, agenda.item(2).pk]}, follow=True)
    assert "2 items are confirmed." in html_of(response)
    assert agenda.order() == ["u1", "u2", "u3", "d1", "d2"]


def test_what_cannot_be_confirmed_is_told_and_what_was_ticked_stays_ticked(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    response = client_of(agenda.world["chair"]).post(DESK, {"item": [agenda.item(1).pk, agenda.item(3).pk]})
    assert response.status_code == 409
    page = html_of(response)
    assert "Members that requested this item: 0. At least 1 must request it." in page
    assert re.search(rf'value="{agenda.item(1).pk}" checked', page)
    assert client_of(agenda.world["chair"]).post(DESK, {"item": ["x", "<b>"]}).status_code == 409


def test_the_list_is_narrowed_searched_sorted_and_taken_away(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    client = client_of(agenda.world["secretariat"])
    waiting = html_of(client.get(DESK, {"show": "waiting"}))
    assert "Deferred 1" in waiting
    assert "Deferred 2" not in waiting
    assert "1 of 6 rows" in html_of(client.get(DESK, {"q": "c20/12"}))
    by_yes = re.findall(r">(Deferred \d|Item \d)</a>", html_of(client.get(DESK, {"sort": "-yes"})))
    assert by_yes[0] == "Deferred 1"
    file = client.get(DESK, {"format": "csv"}).content.decode("utf-8-sig")
    assert "Members that said yes" in file.splitlines()[0]
    assert "Deferred 1,C20/11,1,0,Brazil" in file
    assert client.get(DESK, {"format": "xlsx"}).status_code == 200


def test_a_title_of_a_stranger_is_no_formula_in_a_file(agenda: Agenda, client_of: ClientOf) -> None:
    Item.objects.filter(pk=agenda.item(1).pk).update(title={"en": "=cmd()"})
    file = client_of(agenda.world["secretariat"]).get(DESK, {"format": "csv"}).content.decode()
    assert ",'=cmd()," in file


def test_an_item_s_page_names_every_state_and_takes_the_choice(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    agenda.answers("jp", no=[1])
    address = f"{DESK}items/{agenda.item(1).pk}/"
    client = client_of(agenda.world["vice_chair"])
    page = html_of(client.get(address))
    assert re.search(r"Yes, 1 Member</dt><dd>Brazil", page)
    assert re.search(r"No, 1 Member</dt><dd>Japan", page)
    assert re.search(r"No counted answer, 1 Member</dt><dd>Ghana", page)
    kept = client.post(address, {"choice": "remove", "words-en": "", "seen": ""})
    assert kept.status_code == 409
    assert "Enter the reason in at least one language" in html_of(kept)
    done = client.post(address, {"choice": "remove", "words-ar": "Not now: سبب.", "seen": ""}, follow=True)
    assert "Not now: سبب." in html_of(done)
    assert agenda.item(1).choice == "removed"


def test_two_who_choose_at_once_the_second_is_told_and_keeps_their_words(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    address = f"{DESK}items/{agenda.item(1).pk}/"
    client_of(agenda.world["chair"]).post(address, {"choice": "remove", "words-en": "No.", "seen": ""})
    response = client_of(agenda.world["vice_chair"]).post(
        address, {"choice": "confirm", "words-en": "Mine.", "seen": ""}
    )
    page = html_of(response)
    assert response.status_code == 409
    assert "Another user has changed this in the meantime." in page
    assert ">Mine.</textarea>" in page
    assert "No." in page
    # Now the form knows what stands, and what is done is done knowingly.
    assert 'name="seen" value="removed"' in page


@pytest.mark.parametrize(
    "sent",
    [{}, {"choice": "x"}, {"choice": "confirm", "seen": "nonsense"}, {"choice": "confirm", "words-en": "x" * 20_000}],
)
def test_a_choice_that_cannot_be_read_changes_nothing(
    sent: dict[str, str], agenda: Agenda, client_of: ClientOf
) -> None:
    agenda.answers("br", yes=[1])
    response = client_of(agenda.world["chair"]).post(f"{DESK}items/{agenda.item(1).pk}/", {"seen": "", **sent})
    assert response.status_code == 409
    assert agenda.item(1).choice == ""
    if "words-en" in sent:
        assert "x" * 20_000 in html_of(response)


def test_an_item_of_another_consultation_is_not_found(agenda: Agenda, client_of: ClientOf) -> None:
    assert client_of(agenda.world["chair"]).get(f"{DESK}items/999/").status_code == 404


def test_the_order_changes_by_buttons_alone_and_the_focus_goes_with_it(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    third = agenda.item(3, URGENT)
    response = client.post(ORDER, {"up": third.pk, "edition": edition()})
    assert response.headers["Location"] == f"{ORDER}?moved={third.pk}&by=up"
    assert agenda.order() == ["u1", "u3", "u2"]
    page = html_of(client.get(ORDER, {"moved": str(third.pk), "by": "up"}))
    assert re.search(r'role="status">\s*<p class="alert alert-success">Moved to place 2: Item 3<', page)
    assert "Move up from place 2: Item 3" in page
    assert "Move down from place 2: Item 3" in page
    assert re.search(rf'name="up" value="{third.pk}" autofocus', page)
    client.post(ORDER, {"down": third.pk, "edition": edition()})
    assert agenda.order() == ["u1", "u2", "u3"]
    client.post(ORDER, {"item": third.pk, "before": agenda.item(1, URGENT).pk, "edition": edition()})
    assert agenda.order() == ["u3", "u1", "u2"]
    client.post(ORDER, {"item": third.pk, "before": "", "edition": edition()})
    assert agenda.order() == ["u1", "u2", "u3"]


def test_a_move_of_an_older_order_is_told(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    client.post(ORDER, {"up": agenda.item(3, URGENT).pk, "edition": 0})
    response = client.post(ORDER, {"up": agenda.item(2, URGENT).pk, "edition": 0})
    assert response.status_code == 409
    assert "Another user has changed this in the meantime." in html_of(response)
    assert agenda.order() == ["u1", "u3", "u2"]
    unreadable: list[dict[str, str]] = [{}, {"up": "x"}, {"item": "1", "edition": ""}]
    for sent in unreadable:
        assert client.post(ORDER, sent).status_code == 409


def test_an_item_that_was_withdrawn_is_shown_and_leaves_on_request(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    confirm(client_of(agenda.world["chair"]), agenda.item(1))
    question = agenda.question(1)
    question.withdrawn_at = NOW
    question.save()
    client = client_of(agenda.world["secretariat"])
    for address in (DESK, ORDER):
        page = html_of(client.get(address))
        assert "Removed from the agenda: item 4, Deferred 1. Withdrawn: no longer put to the Members." in page
    assert "The agenda is not up to date with the replies." in html_of(client.get(PUBLISH))
    refused = client.post(PUBLISH, {"titles_stand": "on", "symbol": "VC/2", "editions": f"{edition()}.0"})
    assert refused.status_code == 409
    client.post(ORDER, {"draw_up": "1"})
    assert agenda.order() == ["u1", "u2", "u3"]


def test_it_is_published_with_a_symbol_and_revised_with_words(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    client = client_of(agenda.world["secretariat"])
    assert 'value="AGENDA-2020"' in html_of(client.get(PUBLISH))
    wrong = client.post(PUBLISH, {"titles_stand": "on", "symbol": "C20//", "editions": "0.0"})
    assert (wrong.status_code, 'value="C20//"' in html_of(wrong)) == (409, True)
    client.post(PUBLISH, {"titles_stand": "on", "symbol": "C20/60", "editions": "0.0"})
    confirm(client_of(agenda.world["chair"]), agenda.item(1))
    page = html_of(client.get(PUBLISH))
    assert "Added as item 4: Deferred 1" in page
    assert (
        client.post(PUBLISH, {"titles_stand": "on", "words-en": " ", "editions": f"{edition()}.0"}).status_code == 422
    )
    stale = client.post(PUBLISH, {"titles_stand": "on", "words-en": "One more.", "editions": "0.0"})
    assert (stale.status_code, ">One more.</textarea>" in html_of(stale)) == (409, True)
    assert client.post(PUBLISH, {"titles_stand": "on", "words-en": "One more.", "editions": "x"}).status_code == 409
    done = client.post(
        PUBLISH, {"titles_stand": "on", "words-en": "One more.", "editions": f"{edition()}.0"}, follow=True
    )
    assert "C20/60/Rev.1 is published." in html_of(done)


def test_the_page_shows_item_by_item_who_asked_and_every_version(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["no"])
    assert "The agenda has not been published yet." in html_of(client.get(PAGE))
    name_states(agenda)
    agenda.answers("br", yes=[1])
    agenda.answers("jp", yes=[1], no=[])
    agenda.answers("gh", no=[2], listing=URGENT)
    publish(agenda)
    confirm(client_of(agenda.world["chair"]), agenda.item(1))
    publish(agenda, "Asked for by two States.")
    page = html_of(client.get(PAGE))
    assert re.search(r"Requested by 2 Members</summary><p>Brazil and Japan</p>", page)
    assert re.search(r"Opposed by 1 Member</summary><p>Ghana</p>", page)
    assert "Asked for by two States." in page
    assert '<a href="/consultations/test/documents/C20/11/">' in page
    old = html_of(client.get(PAGE, {"revision": 0}))
    assert "It has been replaced" in old
    assert "Deferred 1" not in old
    assert client.get(PAGE, {"revision": 7}).status_code == 404
    assert client.get(PAGE, {"revision": "x"}).status_code == 404


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_on_paper_in_six_languages(language: str, agenda: Agenda, client_of: ClientOf) -> None:
    names = {"ar": "البرازيل", "zh": "巴西", "en": "Brazil", "fr": "Brésil", "ru": "Бразилия", "es": "Brasil"}
    title = {code: f"عنوان {code}" if code == "ar" else f"Title {code}" for code in names}
    Item.objects.filter(pk=agenda.item(1).pk).update(title=title)
    name_states(agenda)
    agenda.answers("br", yes=[1])
    confirm(client_of(agenda.world["chair"]), agenda.item(1))
    publish(agenda)
    client = client_of(agenda.world["jp"])
    made = client.get(PAGE, {"format": "pdf", "language": language})
    assert made.headers["Content-Disposition"] == f'attachment; filename="VC-2-{language}.pdf"'
    read = text_of(made.content)
    assert "C20/11" in read
    assert names[language][:2] in read
    paper = Paper(BytesIO(client.get(PAGE, {"format": "docx", "language": language}).content))
    lines = [line.text for line in paper.paragraphs]
    assert f"4. {title[language]}" in lines
    assert any(names[language] in line for line in lines)
    assert ("<w:bidi/>" in paper.element.xml) is (language == "ar")


def test_a_revision_on_paper_says_what_it_replaces(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.answers("br", yes=[1])
    publish(agenda)
    confirm(client_of(agenda.world["chair"]), agenda.item(1))
    publish(agenda, "One <b>more</b>.")
    client = client_of(agenda.world["jp"])
    read = text_of(client.get(PAGE, {"format": "pdf"}).content)
    assert "VC/2/Rev.1" in read
    assert "This version replaces VC/2" in read
    assert "One <b>more</b>." in read
    assert "Added as item 4: Deferred 1" in read
    paper = Paper(BytesIO(client.get(PAGE, {"format": "docx"}).content))
    assert "This version replaces VC/2" in [line.text for line in paper.paragraphs]


def grow(agenda: Agenda) -> None:
    """More States, more items, more answers."""
    for code in ("FR", "IT", "KE"):
        member = Member.objects.create(body=a_body(), code=code, kind="state")
        Seat.objects.create(member=member, start="2019-01-01")
        Invitation.objects.create(consultation=agenda.consultation, member=member)
    addressing.address(agenda.enquiry.letter)
    for number in (4, 5, 6):
        document = Document.objects.create(
            consultation=agenda.consultation, symbol=f"C20/4{number}", title={"en": "Doc"}, posted_at=START
        )
        Item.objects.create(
            consultation=agenda.consultation,
            listing=URGENT,
            number=number,
            title={"en": f"More {number}"},
            document=document,
            position=number,
        )
        agenda.enquiry.questions.create(listing=DEFERRED, number=number, title={})
    agenda.answers("gh", yes=[1, 2], no=[3])


def test_queries_do_not_grow_with_items_and_states(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["chair"])
    agenda.answers("br", yes=[1])
    publish(agenda)
    pages = [DESK, ORDER, PUBLISH, PAGE, f"{PAGE}?format=docx", f"{DESK}items/{agenda.item(1).pk}/"]

    def asked() -> list[int]:
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            numbers.append(len(queries))
        return numbers

    asked()  # the first page of a session writes about the session
    before = asked()
    grow(agenda)
    publish(agenda, "Grown.")
    assert asked() == before


def test_the_way_to_the_agenda_is_named_as_it_is_with_its_symbol_beside_it(agenda: Agenda, client_of: ClientOf) -> None:
    def link() -> str:
        found = re.search(
            rf'<a[^>]*href="{PAGE}"[^>]*>(.*?)</a>', html_of(client_of(agenda.world["br"]).get("/")), re.DOTALL
        )
        assert found
        return " ".join(re.sub("<[^>]*>", " ", found[1]).split())

    assert link() == "Agenda"
    publish(agenda)
    assert link() == "Agenda VC/2"
