"""The proposed conclusion: drafted in several languages, read out, asked about, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import drafting
from hemicycle.outcome.models import CallForObjections, Reading, Wording
from hemicycle.outcome.queries import draft_of, wordings_of
from hemicycle.rules.conclusions import TEXT_LENGTH
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import items, presiding
from tests.outcome.acting import Acting
from tests.support.commands import send
from tests.support.floor import by, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World
    from tests.support.room import ConnectedPage


def shown(acting: Acting, language: str = "en") -> list[str]:
    """The paragraphs of a text as they are read: ``+new+`` and ``-gone-``."""
    text = next(text for text in acting.document().texts if text.language == language)
    mark = {"same": "", "inserted": "+", "deleted": "-"}
    return ["".join(f"{mark[p.kind]}{p.text}{mark[p.kind]}" for p in pieces) for pieces in text.paragraphs]


def on_page(world: World, item: int, text: str, seen: int = 0, who: str = "secretariat", language: str = "en") -> None:
    drafting.draft(
        world.consultation.pk,
        Performer(world[who].person),
        Acting(world).at(),
        drafting.Drafted(item, language, text, seen),
    )


def test_everybody_sees_the_text_that_is_drafted_while_its_item_is_open(
    acting: Acting, client_documents: ConnectedPage
) -> None:
    acting.draft("Takes note of the document.")
    held = client_documents.held["conclusion"]
    assert (held["item"], held["language"], held["reading"], held["read"]) == (acting.item, "en", 0, False)
    assert [piece["text"] for pieces in held["texts"][0]["paragraphs"] for piece in pieces] == [
        "Takes note of the document."
    ]
    acting.draft("Takes note of the amended document.")
    assert client_documents.held["conclusion"]["texts"][0]["number"] == 2
    assert [entry.data["number"] for entry in Entry.objects.filter(act="conclusion.draft")] == [1, 2]
    assert "amended" not in str(Entry.objects.latest("pk").data), "the text is the wording's"


def test_what_is_drafted_of_an_item_that_is_not_open_is_seen_once_it_is(world: World) -> None:
    acting = Acting(world)
    acting.draft("Beforehand.")
    assert acting.document().item is None
    acting.open()
    assert shown(acting) == ["Beforehand."]


def test_what_changed_since_it_was_read_out_is_marked(acting: Acting) -> None:
    acting.draft("One paragraph.\n\nReport in 2022.")
    acting.read()
    assert (acting.document().reading, acting.document().read) == (1, True)
    acting.draft("One paragraph.\n\nReport to the session of 2021.\n\nA third.")
    assert shown(acting) == ["One paragraph.", "Report -in-+to+ -2022-+the session of 2021+.", "+A third.+"]
    assert not acting.document().read
    acting.read()
    assert acting.document().read
    assert shown(acting)[2] == "+A third.+", "until it is changed again it is shown against the reading before"
    acting.draft("One paragraph.")
    assert shown(acting)[0] == "One paragraph."
    assert all(part.startswith("-") for part in shown(acting)[1:])


def test_a_language_that_says_less_than_that_of_drafting_is_behind(acting: Acting) -> None:
    acting.draft("One.")
    acting.draft("Un.", "fr")
    assert {text.language: text.behind for text in acting.document().texts} == {"en": False, "fr": False}
    acting.draft("One or two.")
    assert {text.language: text.behind for text in acting.document().texts} == {"en": False, "fr": True}
    acting.draft("Un seul.", "fr", follows=1)
    assert acting.document().texts[1].behind, "its translator had the first wording before them"
    acting.draft("Un ou deux.", "fr", follows=2)
    assert not acting.document().texts[1].behind
    assert acting.document().texts[0].language == acting.document().language == "en"


def test_a_text_is_tidied_and_an_empty_one_proposes_nothing(acting: Acting) -> None:
    acting.draft("  One \r\nline  \r\n\r\n\r\n two\n")
    assert Wording.objects.latest("pk").text == "One\nline\n\n two"
    acting.draft("")
    assert (acting.document().texts, acting.document().numbers) == ([], {"en": 2})
    with pytest.raises(Refusal) as error:
        acting.ask()
    assert refused(error) == (None, "nothing_proposed")


def test_two_who_draft_at_once_do_not_overwrite_each_other(acting: Acting) -> None:
    acting.draft("One.", who="secretariat")
    acting.draft("Two.", who="vice_chair", seen=1)
    with pytest.raises(Refusal) as error:
        acting.draft("Three.", who="secretariat", seen=1)
    assert refused(error) == (None, "conclusion_changed")
    assert draft_of(acting.item).number("en") == 2


@pytest.mark.parametrize("who", ["br", "no", "french", "technician", "captioner"])
def test_nobody_else_drafts(acting: Acting, who: str) -> None:
    with pytest.raises(Refusal) as error:
        acting.draft("One.", who=who)
    assert refused(error) == (2, "not_permitted")


def test_a_text_has_its_length_its_language_and_an_item_of_the_agenda(acting: Acting, world: World) -> None:
    with pytest.raises(Refusal) as error:
        acting.draft("x" * (TEXT_LENGTH + 1))
    assert refused(error) == (None, "conclusion_too_long")
    with pytest.raises(Refusal) as error:
        acting.draft("Uno.", "it")
    assert refused(error) == (None, "not_a_language_here")
    with pytest.raises(Refusal) as error:
        on_page(world, 10**9, "One.")
    assert refused(error) == (None, "not_on_agenda")
    assert not Wording.objects.exists()


def test_it_is_drafted_on_a_page_too_and_seen_at_once(acting: Acting, client_documents: ConnectedPage) -> None:
    acting.world.sitting.attendances.create(registration=acting.world["br"], session="PA_1", joined_at=acting.at())
    on_page(acting.world, acting.item, "From the office.")
    assert client_documents.held["conclusion"]["texts"][0]["paragraphs"] == [
        [{"kind": "same", "text": "From the office."}]
    ]
    with pytest.raises(Refusal) as error:
        on_page(acting.world, acting.item, "Late.", seen=0)
    assert refused(error) == (None, "conclusion_changed")
    with pytest.raises(Refusal) as error:
        on_page(acting.world, acting.item, "Not theirs.", seen=1, who="br")
    assert refused(error) == (2, "not_permitted")


def test_the_question_is_asked_of_what_was_read_out_and_ends_once(
    acting: Acting, client_documents: ConnectedPage
) -> None:
    acting.draft("One.")
    acting.ask(20)
    held = client_documents.held["conclusion"]
    assert (held["reading"], held["read"], held["asked_until"]) == (1, True, held["question"]["until"])
    assert held["question"]["asked_at"] < held["question"]["until"]
    assert held["question"]["who"]["registration"] == acting.world["vice_chair"].pk
    acts: tuple[Callable[[], None], ...] = (acting.ask, acting.read, lambda: acting.draft("Two."))
    for act in acts:
        with pytest.raises(Refusal) as error:
            act()
        assert refused(error) == (None, "conclusion_being_asked")
    acting.resume()
    assert client_documents.held["conclusion"]["question"] is None
    with pytest.raises(Refusal) as error:
        acting.resume()
    assert refused(error) == (None, "no_question")
    acting.ask()
    assert Reading.objects.count() == 1, "it reads as it was read out"
    acting.resume()
    acting.draft("Two.")
    assert acting.document().asked_until is None
    acting.ask()
    assert [reading.wordings for reading in Reading.objects.order_by("number")] == [{"en": 1}, {"en": 2}]


def test_what_is_read_out_and_asked_about_is_what_who_presides_had_before_them(acting: Acting) -> None:
    acting.draft("One.")
    acting.draft("Two.")
    acts: tuple[Callable[[], None], ...] = (lambda: acting.read(seen=1), lambda: acting.ask(seen=1))
    for act in acts:
        with pytest.raises(Refusal) as error:
            act()
        assert refused(error) == (None, "conclusion_unread")
    assert not Reading.objects.exists()
    acting.draft("Deux.", "fr", follows=2)
    acting.read(seen=2)
    acting.ask(seen=2)
    assert Reading.objects.get().wordings == {"en": 2, "fr": 1}, "another language is no other text"


def test_a_question_ends_with_its_item_and_is_not_asked_in_the_next_period(acting: Acting) -> None:
    acting.draft("One.")
    acting.ask()
    acting.close("")
    acting.open()
    assert acting.document().question is None
    acting.draft("Two.")
    items.open_item(acting.sitting, by(acting.world, "vice_chair"), acting.at(), item=acting.world.items[1].pk)
    acting.open()
    acting.ask()
    items.open_item(acting.sitting, by(acting.world, "vice_chair"), acting.at(), item=acting.world.items[1].pk)
    assert CallForObjections.objects.filter(ended_at=None).exists(), "another item interrupted it"
    acting.open()
    assert acting.document().question is None
    acting.draft("Three.")
    acting.ask()
    assert acting.document().question is not None


def test_nothing_is_asked_while_the_sitting_is_suspended(acting: Acting) -> None:
    acting.draft("One.")
    presiding.suspend(acting.sitting, by(acting.world, "vice_chair"), acting.at())
    with pytest.raises(Refusal) as error:
        acting.ask()
    assert refused(error) == (None, "sitting_elsewhere")


def test_rule_20_what_was_read_out_is_corrected_by_a_version_with_its_reason(acting: Acting) -> None:
    world = acting.world
    secretariat = Performer(world["secretariat"].person)

    def correct(text: str, reason: str, seen: int) -> None:
        wanted = drafting.Drafted(acting.item, "en", text, seen)
        drafting.correct(world.consultation.pk, secretariat, acting.at(), wanted, reason)

    acting.draft("On.")
    with pytest.raises(Refusal) as error:
        correct("One.", "A letter was missing.", 1)
    assert refused(error) == (None, "conclusion_is_drafted")
    acting.ask()
    acting.close("proposed_conclusion", later=10)
    with pytest.raises(Refusal) as error:
        on_page(world, acting.item, "One.", seen=1)
    assert refused(error) == (20, "conclusion_of_ended_item")
    with pytest.raises(Refusal) as error:
        correct("One.", " ", 1)
    assert refused(error) == (None, "correction_needs_words")
    correct("One.", "A letter was missing.", 1)
    assert [(row.text, row.reason) for row in Wording.objects.order_by("number")] == [
        ("On.", ""),
        ("One.", "A letter was missing."),
    ]
    assert Reading.objects.get().wordings == {"en": 1}
    assert Entry.objects.latest("pk").data["reason"] == "A letter was missing."


def test_a_text_of_the_greatest_length_in_any_script_comes_through_the_room(acting: Acting, client: Client) -> None:
    client.force_login(acting.world["secretariat"].person)
    given = {"item": acting.item, "language": "zh", "text": "磋" * TEXT_LENGTH, "seen": 0, "follows": 0}
    answer = send(client, acting.sitting, "conclusion.draft", given)
    assert (answer.status_code, draft_of(acting.item).number("zh")) == (200, 1)
    longer = send(client, acting.sitting, "conclusion.draft", {**given, "text": "磋" * (TEXT_LENGTH + 1), "seen": 1})
    assert (longer.status_code, longer.json()["reason"]["code"]) == (409, "conclusion_too_long")


def test_what_is_read_of_a_text_does_not_grow_with_its_versions(acting: Acting) -> None:
    for number in range(12):
        acting.draft(f"Version {number}.")
        if number == 4:
            acting.read()
    draft = draft_of(acting.item)
    assert sorted(draft.versions) == [("en", 5), ("en", 12)], "that which was read out, and the latest"
    assert [row.text for row in wordings_of(draft.conclusion, "en")][::11] == ["Version 0.", "Version 11."]
