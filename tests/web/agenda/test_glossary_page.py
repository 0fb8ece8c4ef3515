"""The pages of the glossary, as the secretariat and interpreters use them, and what a booth is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import GlossaryEntry
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

GLOSSARY = "/consultations/test/glossary/"
TERMS = f"{GLOSSARY}terms.json"
CHAIR = {"term_en": "Chair; Chairperson", "term_fr": "Président", "note": "Who presides.", "act": "save"}


def with_two(agenda: Agenda, client_of: ClientOf) -> Client:
    """The secretariat, who has entered two entries: one for an item, one for all."""
    client = client_of(agenda.world["secretariat"])
    item = {"items": [agenda.world.items[0].pk]}
    assert "The entry is added." in html_of(client.post(f"{GLOSSARY}new/", CHAIR | item, follow=True))
    client.post(f"{GLOSSARY}new/", {"term_en": "floor", "act": "save"})
    return client


def test_it_is_searched_sorted_narrowed_and_exported(agenda: Agenda, client_of: ClientOf) -> None:
    client = with_two(agenda, client_of)
    assert "2 of 2 entries" in html_of(client.get(GLOSSARY))
    found = html_of(client.get(GLOSSARY, {"q": "president"}))
    assert ("Chairperson" in found, ">floor<" in found) == (True, False)
    lines = client.get(GLOSSARY, {"format": "csv", "sort": "-term_en"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Entry", "2", "1"]
    assert client.get(GLOSSARY, {"format": "xlsx", "sort": "items"}).status_code == 200
    tbx = client.get(f"{GLOSSARY}terms.tbx")
    assert "<term>Chairperson</term>" in tbx.content.decode()
    assert "glossary-test.tbx" in tbx.headers["Content-Disposition"]


def test_an_entry_is_changed_and_what_was_typed_stays_where_it_is_refused(agenda: Agenda, client_of: ClientOf) -> None:
    client = with_two(agenda, client_of)
    seen = html_of(client.get(f"{GLOSSARY}1/")).partition('name="seen" value="')[2].partition('"')[0]
    saved = client.post(f"{GLOSSARY}1/", {"term_en": "Presiding officer", "seen": seen, "act": "save"}, follow=True)
    assert "The entry is saved." in html_of(saved)
    late = client.post(f"{GLOSSARY}1/", {"term_en": "My own words", "seen": seen, "act": "save"})
    assert (late.status_code, "My own words" in html_of(late)) == (409, True)
    assert "in the meantime" in html_of(late)
    empty = client.post(f"{GLOSSARY}new/", {"note": "kept", "act": "save"})
    assert (empty.status_code, "kept" in html_of(empty)) == (422, True)
    client.post(f"{GLOSSARY}1/", {"act": "remove"})
    assert list(GlossaryEntry.objects.values_list("number", flat=True)) == [2]


def test_all_are_removed_only_once_it_was_asked(agenda: Agenda, client_of: ClientOf) -> None:
    client = with_two(agenda, client_of)
    asked = client.post(GLOSSARY, {"act": "remove_all"})
    assert "Tick this box" in html_of(asked)
    assert GlossaryEntry.objects.count() == 2
    done = client.post(GLOSSARY, {"act": "remove_all", "sure": "on"}, follow=True)
    assert "2 entries are removed." in html_of(done)
    assert not GlossaryEntry.objects.exists()


def test_interpreters_read_it_and_delegates_do_not(agenda: Agenda, client_of: ClientOf) -> None:
    with_two(agenda, client_of)
    interpreter, delegate = client_of(agenda.world["french"]), client_of(agenda.world["br"])
    page = html_of(interpreter.get(GLOSSARY))
    assert ("Chairperson" in page, "glossary/new/" in page, "Remove all" in page) == (True, False, False)
    assert interpreter.get(f"{GLOSSARY}1/").status_code == 403
    assert {delegate.get(address).status_code for address in (GLOSSARY, TERMS, f"{GLOSSARY}terms.tbx")} == {403}


def test_a_booth_is_sent_it_once_and_again_when_it_has_changed(agenda: Agenda, client_of: ClientOf) -> None:
    secretariat = with_two(agenda, client_of)
    client = client_of(agenda.world["french"])
    first = client.get(TERMS)
    assert first.json()["entries"][0] == {
        "number": 1,
        "terms": {"en": ["Chair", "Chairperson"], "fr": ["Président"]},
        "note": "Who presides.",
        "items": [agenda.world.items[0].pk],
    }
    assert first.headers["Cache-Control"] == "private, no-cache"
    etag = first.headers["ETag"]
    same = client.get(TERMS, headers={"if-none-match": etag})
    assert (same.status_code, same.content) == (304, b"")
    secretariat.post(f"{GLOSSARY}2/", {"act": "remove"})
    assert len(client.get(TERMS, headers={"if-none-match": etag}).json()["entries"]) == 1
