"""Rules 26 to 31 in the room: what delegates say on record, and how the item ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connections, transaction

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.outcome.models import Ending, Position
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import presiding
from tests.factories import make_world
from tests.outcome.acting import Acting
from tests.support.floor import by, refused

if TYPE_CHECKING:
    from tests.support.room import ConnectedPage

CAUSES = {
    PositionKind.OBJECTION: (29, "deferred_by_objection"),
    PositionKind.DEFER_CONCLUSION: (28, "deferred_by_wish"),
    PositionKind.DEFER_DOCUMENT: (28, "document_deferred_by_wish"),
    PositionKind.SUSPEND_DEBATE: (29, "deferred_by_motion"),
}


def test_rule_27_without_objection_an_item_ends_as_a_proposed_conclusion(
    acting: Acting, client_documents: ConnectedPage
) -> None:
    acting.draft("One.")
    for later, code in ((1, "conclusion_not_asked"), (1, "still_asking")):
        with pytest.raises(Refusal) as error:
            acting.close("proposed_conclusion", later=later)
        assert refused(error) == (None, code)
        if code == "conclusion_not_asked":
            acting.ask(10)
    acting.close("proposed_conclusion", later=9)
    ending = Ending.objects.get()
    assert (ending.why.rule, ending.why.code, ending.position) == (27, "no_objection", None)
    assert ending.reading is not None
    assert ending.reading.calls.get().ended_at is not None
    document = client_documents.held["items"]
    assert (document["open"], document["closed"]) == (None, acting.item)
    assert document["items"][0]["ending"] == {"code": "no_objection", "member": "", "words": ""}
    assert client_documents.held["conclusion"]["item"] is None
    kept = Entry.objects.latest("pk")
    assert (kept.act, kept.data["reading"], kept.data["wordings"]) == ("item.close", 1, {"en": 1})


@pytest.mark.parametrize("kind", CAUSES)
def test_rules_28_and_29_one_council_state_defers_and_the_page_says_which_and_why(
    acting: Acting, kind: PositionKind
) -> None:
    acting.draft("One.")
    acting.ask()
    said = acting.take("jp", kind, "Instructions are awaited.")
    document = acting.document()
    assert (document.deferring, document.latest) == (said.pk, said.pk)
    for outcome in ("proposed_conclusion", "noted"):
        with pytest.raises(Refusal) as error:
            acting.close(outcome, later=20)
        assert refused(error) == (28, "deferral_stands")
    acting.close("deferred")
    ending = Ending.objects.get()
    assert (ending.why.rule, ending.why.code.value) == CAUSES[kind]
    assert (ending.position_id, ending.why.facts) == (said.pk, {"member": "JP"})
    items = build.document(acting.sitting, "items")
    assert items.items[0].ending.member == "JP"  # type: ignore[attr-defined]


def test_rule_28_who_presides_defers_with_words_for_the_record(acting: Acting) -> None:
    with pytest.raises(Refusal) as error:
        acting.close("deferred")
    assert refused(error) == (None, "deferral_needs_words")
    acting.close("deferred", words="The time of the consultation is over.")
    assert Ending.objects.get().words == "The time of the consultation is over."


def test_rule_30_an_objection_is_withdrawn_by_any_delegate_of_its_member_and_the_history_stays(acting: Acting) -> None:
    acting.draft("One.")
    objection = acting.take("br")
    with pytest.raises(Refusal) as error:
        acting.take("br2")
    assert refused(error) == (None, "position_stands_already"), "their Member objects already"
    for who in ("jp", "no"):
        with pytest.raises(Refusal) as error:
            acting.withdraw(objection, who)
        assert refused(error) == (None, "no_such_position")
    acting.withdraw(objection, "br2")
    with pytest.raises(Refusal) as error:
        acting.withdraw(objection, "br")
    assert refused(error) == (None, "position_withdrawn_already")
    acting.ask()
    acting.close("proposed_conclusion", later=10)
    row = Position.objects.get()
    assert row.withdrawn_by == acting.world["br2"]
    assert [entry.act for entry in Entry.objects.filter(act__startswith="position.")] == [
        "position.object",
        "position.withdraw",
    ]


def test_rule_30_nothing_is_said_or_withdrawn_after_the_item_has_ended(acting: Acting) -> None:
    acting.draft("One.")
    said = acting.take("br", PositionKind.RESERVATION, "Costs.")
    acting.ask()
    acting.close("proposed_conclusion", later=10)
    for act in (lambda: acting.take("jp"), lambda: acting.withdraw(said, "br")):
        with pytest.raises(Refusal) as error:
            act()
        assert refused(error) == (30, "item_not_discussed")


def test_rule_30_an_objection_outlasts_an_interruption_and_is_withdrawn_when_the_item_is_open_again(
    acting: Acting,
) -> None:
    acting.draft("One.")
    objection = acting.take("br")
    acting.close("")
    acting.open()
    assert acting.document().deferring == objection.pk
    acting.withdraw(objection, "br")
    assert acting.document().deferring is None


def test_rule_31_an_observers_objection_is_recorded_and_changes_nothing(acting: Acting) -> None:
    acting.draft("One.")
    acting.ask()
    acting.take("no")
    position = acting.document().positions[0]
    assert (position.who.member, position.defers, acting.document().deferring) == ("NO", False, None)
    with pytest.raises(Refusal) as error:
        acting.take("no", PositionKind.SUSPEND_DEBATE)
    assert refused(error) == (2, "not_permitted")
    acting.close("proposed_conclusion", later=10)


def test_rule_31_rights_are_those_of_the_moment(acting: Acting) -> None:
    """What was said keeps the weight that it had, whatever becomes of the seat or the class."""
    acting.draft("One.")
    acting.take("br")
    consultation = acting.world.consultation
    settings = {**consultation.settings}
    settings["classes"] = [{**one, "rights": ["speak"]} for one in settings["classes"]]
    consultation.settings = settings
    consultation.save()
    assert acting.document().deferring is not None


def test_what_was_said_unseen_keeps_the_item_open(acting: Acting) -> None:
    acting.draft("One.")
    acting.ask()
    seen = acting.document().latest
    acting.take("no", PositionKind.SUPPORT)
    with pytest.raises(Refusal) as error:
        acting.close("proposed_conclusion", seen=seen, later=10)
    assert refused(error) == (None, "position_unread")
    acting.close("proposed_conclusion")


def test_who_presides_records_what_somebody_present_said_by_voice(acting: Acting) -> None:
    world = acting.world
    acting.draft("One.")
    with pytest.raises(Refusal) as error:
        acting.record("jp")
    assert refused(error) == (None, "not_here")
    world.sitting.attendances.create(registration=world["jp"], session="PA_jp", joined_at=acting.at())
    said = acting.record("jp", words="By voice.")
    position = acting.document().positions[0]
    assert (position.recorded, position.words, position.who.member) == (True, "By voice.", "JP")
    entry = Entry.objects.latest("pk")
    assert (entry.data["registration"], entry.data["member"], entry.capacity) == (world["jp"].pk, "JP", "vice_chair")
    acting.withdraw(said, "jp")
    world.sitting.attendances.create(registration=world["sector"], session="PA_s", joined_at=acting.at())
    with pytest.raises(Refusal) as error:
        acting.record("sector")
    assert refused(error) == (31, "position_not_permitted")
    with pytest.raises(Refusal) as error:
        acting.record("vice_chair")
    assert refused(error) in {(None, "not_here"), (31, "position_not_permitted")}


def test_a_delegation_that_was_removed_or_withdrew_says_nothing_more(acting: Acting) -> None:
    world = acting.world
    acting.draft("One.")
    presiding.remove(acting.sitting, by(world, "vice_chair"), acting.at(), registration=world["jp"].pk, reason="words")
    with pytest.raises(Refusal) as error:
        acting.take("jp")
    assert refused(error) == (None, "removed")
    world["br"].status = "withdrawn"
    world["br"].save()
    with pytest.raises(Refusal) as error:
        acting.take("br")
    assert refused(error) == (1, "registration_not_confirmed")


def test_positions_of_another_consultation_are_nobodys(acting: Acting) -> None:
    acting.draft("One.")
    said = acting.take("br")
    other = Acting(make_world(slug="other"))
    other.open()
    with pytest.raises(Refusal) as error:
        other.withdraw(said, "br")
    assert refused(error) == (None, "no_such_position")


def test_rule_26_the_database_keeps_an_item_from_being_decided(acting: Acting) -> None:
    for word in ("decided", "adopted", "approved"):
        with pytest.raises(IntegrityError), transaction.atomic():
            acting.world.sitting.discussions.update(outcome=word)


@pytest.mark.crowd
@pytest.mark.parametrize("attempt", range(3))
def test_objecting_while_the_item_is_closed_has_one_result(acting: Acting, attempt: int) -> None:
    """From two sides at once: the objection came first and keeps the item open, or the item had ended."""
    acting.draft("One.")
    acting.ask(5)
    seen = acting.document().latest
    acting.seconds += 10 + attempt
    results: dict[str, str] = {}
    begin = threading.Barrier(2)

    def run(name: str) -> None:
        begin.wait()
        try:
            if name == "object":
                acting.take("jp")
            else:
                acting.close("proposed_conclusion", seen=seen)
            results[name] = "done"
        except Refusal as error:
            results[name] = error.reason.code.value
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[name]) for name in ("object", "close")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = Ending.objects.exists()
    expected = (
        {"object": "item_not_discussed", "close": "done"} if ended else {"object": "done", "close": "position_unread"}
    )
    assert results == expected
    assert Position.objects.exists() is not ended
