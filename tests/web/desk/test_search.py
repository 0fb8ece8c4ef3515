"""The search of the desk: what it finds, however it is typed, in whose language, and for whom."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.agenda.models import Item
from hemicycle.documents.models import Document
from hemicycle.people.models import Contact, FocalPoint, Member, MemberName, Person, Registration
from hemicycle.web.desk.search import SHOWN
from hemicycle.web.toolkit.tables import SEARCH_LENGTH
from tests.support.guards import without_guards
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.support.two_consultations.whole import Whole

    ClientOf = Callable[[object], Client]

SEARCH = reverse("desk_search", args=["test"])
DESKS = ("secretariat", "chair", "technician")


def found(client: Client, words: str) -> dict[str, list[tuple[str, str]]]:
    """Address and words of what is found, by group."""
    response = client.get(SEARCH, {"q": words})
    assert response.status_code == 200
    html = html_of(response)
    groups = re.findall(r'<section class="card" aria-labelledby="found-(\w+)">(.*?)</section>', html)
    plain = {
        name: [
            (address, re.sub(r"<[^>]+>", "", words_))
            for address, words_ in re.findall(r'<li class="entry"><div><a href="([^"]+)">(.*?)</a>', rows)
        ]
        for name, rows in groups
    }
    assert bool(plain) == ("Nothing found" not in html)
    return plain


def test_each_group_leads_to_what_it_found(whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole["secretariat"])
    (person,) = found(client, "ms. jp")["people"]
    assert person == (reverse("registration_desk", args=["test", whole["jp"].pk]), "Ms. Jp")
    (member,) = found(client, "japan")["members"]
    assert member == (reverse("delegation", args=["test", "JP"]), "Japan")
    items = found(client, "item 1")["items"]
    assert (reverse("agenda_item", args=["test", whole.objects["item"]]), "C20/1: Item 1") in items
    documents = found(client, whole.objects["document"])["documents"]
    assert documents == [(reverse("document", args=["test", whole.objects["document"]]), "DOC/1100: Doc")]
    letters = found(client, whole.objects["letter"])["letters"]
    assert (reverse("letter_desk", args=["test", whole.objects["letter_key"]]), "DM-20/1100: Which items?") in letters


@pytest.mark.parametrize("who", DESKS)
@pytest.mark.parametrize("words", ["br", "item", "doc", "dm-20", "e", "proposed"])
def test_whatever_is_found_opens_for_whoever_found_it(who: str, words: str, whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole[who])
    groups = found(client, words)
    assert groups or (words == "proposed" and who == "technician")
    for address, _words in (row for rows in groups.values() for row in rows):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_accents_and_case_do_not_count_and_names_are_the_readers(whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole["secretariat"])
    Person.objects.filter(pk=whole["jp"].person.pk).update(name="Sra. Núñez Ibáñez")
    assert found(client, "NUNEZ ibanez")["people"][0][1] == "Sra. Núñez Ibáñez"
    client.cookies["django_language"] = "fr"
    assert "Japon" in html_of(client.get(SEARCH, {"q": "japon"}))
    client.cookies["django_language"] = "ar"
    html = html_of(client.get(SEARCH, {"q": "اليابان"}))
    assert reverse("delegation", args=["test", "JP"]) in html


def test_a_member_is_found_in_any_language_by_its_code_and_though_it_is_not_invited(
    whole: Whole, client_of: ClientOf
) -> None:
    client = client_of(whole["secretariat"])
    japan = [(reverse("delegation", args=["test", "JP"]), "Japan")]
    for words in ("japon", "اليابان", "Япония", "日本"):
        assert found(client, words)["members"] == japan, words
    MemberName.objects.create(member=whole.member("jp"), language="de", name="Land der Sonne", source="made-up")
    assert found(client, "sonne")["members"] == japan
    member = Member.objects.create(body=whole.consultation.body, code="KE", kind="state")
    for words in ("кения", "ke"):
        assert (reverse("member", args=["test", "KE"]), "Kenya") in found(client, words)["members"]
    assert "Not invited" in html_of(client.get(SEARCH, {"q": "кения"}))
    member.delete()


def test_a_contact_is_found_by_the_secretariat_alone(whole: Whole, client_of: ClientOf) -> None:
    Contact.objects.create(member=whole.member("jp"), name="Office in Geneva", email="mission@jp.example")
    expected = [(reverse("member", args=["test", "JP"]), "Office in Geneva")]
    for words in ("office in geneva", "mission@jp.example"):
        assert found(client_of(whole["secretariat"]), words)["contacts"] == expected
        assert not found(client_of(whole["chair"]), words)


def test_a_withdrawn_item_is_found_marked_by_who_writes_items(whole: Whole, client_of: ClientOf) -> None:
    gone = {"title": {"en": "Bygone"}, "withdrawn_at": timezone.now()}
    item = Item.objects.create(consultation=whole.consultation, listing="deferred", number=77, **gone)
    client = client_of(whole["secretariat"])
    assert found(client, "bygone")["items"] == [(reverse("item_edit", args=["test", item.pk]), "Bygone")]
    assert "Withdrawn" in html_of(client.get(SEARCH, {"q": "bygone"}))
    assert not found(client_of(whole["chair"]), "bygone")


def test_a_title_is_found_by_its_words_in_another_language(whole: Whole, client_of: ClientOf) -> None:
    document = Document.objects.get(consultation=whole.consultation, symbol="C20/2")
    document.title = {"en": "Budget", "fr": "Règlement financier"}
    with without_guards():
        document.save()
    assert found(client_of(whole["secretariat"]), "reglement")["documents"][0][1] == "C20/2: Budget"


def test_a_focal_point_without_a_registration_is_found_at_their_delegation(whole: Whole, client_of: ClientOf) -> None:
    person = Person.objects.create_user("focal@example.org", "Mr. Unregistered")
    FocalPoint.objects.create(
        consultation=whole.consultation, member=whole.member("gh"), person=person, start=timezone.now() - timedelta(1)
    )
    rows = found(client_of(whole["secretariat"]), "unregistered")["people"]
    assert rows == [(reverse("delegation", args=["test", "GH"]), "Mr. Unregistered")]


def test_what_is_not_for_everybody_is_found_by_the_secretariat_alone(whole: Whole, client_of: ClientOf) -> None:
    pending = whole.objects["registration_brazil_pending"]
    name = Registration.objects.get(pk=pending).person.name
    draft = whole.objects["draft_symbol"]
    secretariat = client_of(whole["secretariat"])
    assert reverse("registration_desk", args=["test", pending]) in dict(found(secretariat, name)["people"])
    assert found(secretariat, draft)["letters"]
    assert found(secretariat, "br@example.org")["people"]
    for who in ("chair", "technician"):
        client = client_of(whole[who])
        assert not found(client, name).get("people")
        assert not found(client, draft).get("letters")
        assert not found(client, "br@example.org").get("people"), "an address is nobody's but the secretariat's"
        assert found(client, "ms. jp")["people"][0][0].startswith(reverse("participants", args=["test"]))
    assert found(client_of(whole["chair"]), "proposed")["items"], "who plans the agenda sees what may be put on it"
    assert not found(client_of(whole["technician"]), "proposed").get("items")


def test_nothing_of_another_consultation_is_found(both: dict[str, Whole], client_of: ClientOf) -> None:
    client = client_of(both["test"]["secretariat"])
    Person.objects.filter(pk=both["other"]["jp"].person.pk).update(name="Ms. Elsewhere")
    assert not found(client, "elsewhere")
    assert not found(client, both["other"].objects["letter"])
    assert not found(client, both["other"].objects["document"])


@pytest.mark.parametrize("words", ["", "   ", "§§", "%", "' OR 1=1 --", "\u202e", "zzzz"])
def test_what_finds_nothing_says_so(words: str, whole: Whole, client_of: ClientOf) -> None:
    response = client_of(whole["secretariat"]).get(SEARCH, {"q": words})
    assert response.status_code == 200
    html = html_of(response)
    assert ("Nothing found" in html) == bool(words.strip())
    assert "found-people" not in html


def test_a_long_search_is_cut_and_says_so(whole: Whole, client_of: ClientOf) -> None:
    html = html_of(client_of(whole["secretariat"]).get(SEARCH, {"q": "<b>" + "x" * 5000}))
    assert f"The first {SEARCH_LENGTH} characters were searched for." in html
    (shown,) = re.findall(r'id="q" name="q" value="([^"]*)"', html)
    assert shown == "&lt;b&gt;" + "x" * (SEARCH_LENGTH - 3)
    assert "<b>x" not in html


def test_of_many_people_the_first_are_shown_and_the_list_has_all(whole: Whole, client_of: ClientOf) -> None:
    persons = Person.objects.bulk_create(
        Person(email=f"many{number}@example.org", name=f"Ms. Many {number:03}", made_up=True)
        for number in range(SHOWN + 5)
    )
    Registration.objects.bulk_create(
        Registration(consultation=whole.consultation, person=person, member=whole.member("jp"), role="delegate")
        for person in persons
    )
    client = client_of(whole["secretariat"])
    html = html_of(client.get(SEARCH, {"q": "many"}))
    assert html.count("Ms. Many ") == SHOWN
    assert f"The first {SHOWN} of {SHOWN + 5} are shown." in html
    more = f"{reverse('people_desk', args=['test'])}?q=many"
    assert f'href="{more}"' in html
    assert f"{SHOWN + 5} registrations of" in html_of(client.get(more))


def test_it_takes_as_many_queries_whatever_it_finds(whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole["secretariat"])
    client.get(SEARCH, {"q": "e"})

    def queries(words: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(SEARCH, {"q": words})
        return len(captured)

    assert queries("e") == queries("zzzz")
    assert queries("") < queries("zzzz")
