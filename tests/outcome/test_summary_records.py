"""The summary record: drawn up from the record and the texts handed in, edited, circulated, corrected, published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.outcome.actions import corrections, summaries
from hemicycle.outcome.models import CorrectionRequest, SummaryRecord, SummaryVersion, SummaryWording
from hemicycle.outcome.summaries import compiled_lines, corrections_waiting, summary_of
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.summary_records import ParagraphKind
from hemicycle.sittings.actions import presiding
from tests.outcome.acting import Acting
from tests.outcome.test_sitting_record import at, heard
from tests.outcome.test_statements import hand_in
from tests.support.floor import by, refused

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.outcome.summaries import SummaryLine
    from tests.factories import World

LATER = timedelta(days=8)


def held(world: World) -> World:
    """Brazil spoke by a text, Japan in French by one, Ghana without; the item was concluded and the sitting ended."""
    acting = Acting(world)
    hand_in(world, "br", 1, "We agree.\n\nWe thank the secretariat.")
    hand_in(world, "jp", 2, "D’accord.", language="fr")
    acting.seconds = 5
    acting.open()
    heard(world, "br", 10, 20)
    heard(world, "jp", 30, 40, language="fr")
    heard(world, "gh", 50, 60)
    heard(world, "vice_chair", 70, 80, capacity="vice_chair")
    acting.seconds = 100
    acting.draft("To take note.")
    acting.draft("Prendre note.", "fr")
    acting.ask()
    acting.close("proposed_conclusion", later=10)
    presiding.end(world.sitting.pk, by(world, "vice_chair"), at(200))
    world.sitting.refresh_from_db()
    return world


def of(world: World, who: str = "secretariat") -> tuple[int, Performer]:
    return world.consultation.pk, Performer(world[who].person)


def draw_up(world: World, language: str = "en") -> SummaryRecord:
    return summaries.draw_up(*of(world), at(300), sitting=world.sitting.pk, language=language)


def lines(world: World) -> list[SummaryLine]:
    found = summary_of(world.sitting.pk)
    assert found is not None
    return list(found.lines)


def of_kind(world: World, kind: ParagraphKind) -> list[SummaryLine]:
    return [line for line in lines(world) if line.kind is kind]


def write(world: World, line: SummaryLine, text: str, **given: Any) -> SummaryWording:
    wanted = {"language": "en", "seen": line.seen(given.get("language", "en")), **given}
    return summaries.word(*of(world), at(400), paragraph=line.paragraph.pk, text=text, **wanted)


def circulated(world: World) -> SummaryRecord:
    """Every paragraph is filled, and delegations may ask for corrections."""
    record = draw_up(held(world))
    for line in compiled_lines(record).unfinished:
        write(world, line, f"{line.text('en')} they agreed.")
    return summaries.circulate(*of(world), at(500), summary=record.pk)


def code(error: pytest.ExceptionInfo[Refusal]) -> str:
    return refused(error)[1]


def test_it_says_who_spoke_from_the_texts_that_were_handed_in(world: World) -> None:
    draw_up(held(world))
    assert [(line.number, line.kind.value, line.text("en")) for line in lines(world)] == [
        (1, "opening", "The sitting was opened at 12:00."),
        (2, "presiding", "Ms. Vice_Chair presided from 12:00."),
        (None, "item", "Item 1: Item 1 (C20/1)"),
        (3, "speaker", "The delegate of Brazil said that: We agree.\n\nWe thank the secretariat."),
        (4, "speaker", "The delegate of Japan said that:"),
        (5, "speaker", "The delegate of Ghana said that:"),
        (6, "speaker", "The presiding officer said that:"),
        (7, "conclusion", "The presiding officer read out the proposed conclusion:\n\nTo take note."),
        (8, "outcome", "Proposed conclusion. There was no objection."),
        (9, "closing", "The sitting rose at 12:03."),
    ]
    brazil, japan, ghana, _chair = of_kind(world, ParagraphKind.SPEAKER)
    assert (brazil.unfinished, japan.unfinished, ghana.unfinished) == (False, True, True)
    assert (japan.text("fr"), japan.is_behind("fr")) == ("D’accord.", False)
    assert brazil.paragraph.anchor.startswith("turn-")
    assert of_kind(world, ParagraphKind.CONCLUSION)[0].text("fr") == "Prendre note."


def test_it_is_drawn_up_in_a_language_of_the_consultation(world: World) -> None:
    draw_up(held(world), "fr")
    speaker = of_kind(world, ParagraphKind.SPEAKER)[1]
    assert speaker.text("fr").endswith("D’accord.")
    assert speaker.text("en") == ""


def test_it_is_drawn_up_once_and_after_the_sitting(world: World) -> None:
    with pytest.raises(Refusal) as error:
        draw_up(world)
    assert code(error) == "summary_before_end"
    record = draw_up(held(world))
    assert Entry.objects.latest("pk").data["summary"] == record.pk
    with pytest.raises(Refusal) as error:
        draw_up(world)
    assert code(error) == "summary_drawn_up"
    with pytest.raises(Refusal) as error:
        summaries.draw_up(*of(world, "br"), at(301), sitting=world.sitting.pk, language="en")
    assert code(error) == "not_permitted"


def test_a_text_that_is_in_the_record_is_not_withdrawn(world: World) -> None:
    from hemicycle.outcome.actions import statements  # noqa: PLC0415

    held(world)
    statements.hand_in(*of(world, "gh"), at(250), statements.Given(world.items[0].pk, "en", "What we said.", 0))
    draw_up(world)
    assert of_kind(world, ParagraphKind.SPEAKER)[2].text("en").endswith("said that: What we said.")
    with pytest.raises(Refusal) as error:
        statements.withdraw(*of(world, "gh"), at(350), item=world.items[0].pk)
    assert code(error) == "statement_spoken"


def test_two_editors_do_not_overwrite_each_other(world: World) -> None:
    draw_up(held(world))
    line = of_kind(world, ParagraphKind.SPEAKER)[1]
    write(world, line, "The delegate of Japan agreed.")
    with pytest.raises(Refusal) as error:
        write(world, line, "Another text.")
    assert code(error) == "paragraph_changed"
    assert of_kind(world, ParagraphKind.SPEAKER)[1].text("en") == "The delegate of Japan agreed."
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(SummaryWording).update(text="Other")


def test_a_language_is_behind_once_the_language_of_the_record_was_changed(world: World) -> None:
    draw_up(held(world))
    line = of_kind(world, ParagraphKind.SPEAKER)[0]
    write(world, line, "Le délégué du Brésil.", language="fr")
    assert not of_kind(world, ParagraphKind.SPEAKER)[0].is_behind("fr")
    write(world, line, "The delegate of Brazil agreed.")
    assert of_kind(world, ParagraphKind.SPEAKER)[0].is_behind("fr")
    with pytest.raises(Refusal) as error:
        write(world, line, "De afgevaardigde.", language="nl")
    assert code(error) == "not_a_language_here"


def test_paragraphs_are_added_merged_and_removed_on_record(world: World) -> None:
    record = draw_up(held(world))
    before = of_kind(world, ParagraphKind.SPEAKER)[0].paragraph
    summaries.add(*of(world), at(400), summary=record.pk, after=before.pk, text="The secretariat gave a presentation.")
    texts = [line.text("en") for line in lines(world)]
    assert texts.index("The secretariat gave a presentation.") == 4
    added = of_kind(world, ParagraphKind.ADDED)[0].paragraph
    summaries.merge(*of(world), at(410), paragraph=added.pk, reason="One subject.")
    assert of_kind(world, ParagraphKind.SPEAKER)[0].text("en").endswith("\n\nThe secretariat gave a presentation.")
    ghana = of_kind(world, ParagraphKind.SPEAKER)[2].paragraph
    summaries.remove(*of(world), at(420), paragraph=ghana.pk, reason="Nothing was said.")
    ghana.refresh_from_db()
    assert (ghana.removed_why, ghana.removed_by) == ("Nothing was said.", world["secretariat"].person)
    assert [line.number for line in lines(world)] == [1, 2, None, 3, 4, 5, 6, 7, 8]
    for act, expected in (
        (lambda: summaries.remove(*of(world), at(430), paragraph=ghana.pk, reason="Again."), "paragraph_removed"),
        (lambda: summaries.remove(*of(world), at(430), paragraph=before.pk, reason=" "), "removal_needs_words"),
        (lambda: summaries.merge(*of(world), at(430), paragraph=lines(world)[0].paragraph.pk, reason="X"),
         "no_such_paragraph"),
        (lambda: summaries.add(*of(world), at(430), summary=record.pk, after=ghana.pk, text="X"), "no_such_paragraph"),
        (lambda: summaries.add(*of(world), at(430), summary=record.pk, after=0, text=" "), "paragraph_empty"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as error:
            act()
        assert code(error) == expected


def test_it_is_circulated_whole_and_delegations_are_told_until_when(world: World) -> None:
    record = draw_up(held(world))
    with pytest.raises(Refusal) as error:
        summaries.circulate(*of(world), at(500), summary=record.pk)
    assert (code(error), error.value.reason.facts) == ("summary_unfinished", {"number": 3})
    for line in compiled_lines(record).unfinished:
        write(world, line, "They agreed.")
    record = summaries.circulate(*of(world), at(500), summary=record.pk)
    assert record.correct_until is not None
    assert f"{record.correct_until.astimezone(world.consultation.zone):%Y-%m-%d %H:%M}" == "2020-06-16 23:59"
    told = Delivery.objects.filter(mailing__template="summary_circulated")
    assert told.filter(person=world["br"].person).count() == 1
    body = told.first().mailing.body["en"]  # type: ignore[union-attr]
    assert "16 June 2020, 23:59 (Geneva time, UTC+2)" in body
    with pytest.raises(Refusal) as error:
        summaries.circulate(*of(world), at(501), summary=record.pk)
    assert code(error) == "summary_circulated"
    with pytest.raises(Refusal) as error:
        write(world, lines(world)[3], "Changed.")
    assert code(error) == "correction_needs_words", "what was circulated is changed with a reason"


def ask(world: World, who: str, line: SummaryLine, moment: datetime, text: str = "Corrected.") -> CorrectionRequest:
    return corrections.ask_for_correction(
        *of(world, who), moment, paragraph=line.paragraph.pk, language="en", text=text
    )


def test_a_delegation_corrects_its_own_statement_within_the_period(world: World) -> None:
    record = circulated(world)
    brazil, japan, _ghana, chair = of_kind(world, ParagraphKind.SPEAKER)
    until = record.correct_until
    assert until is not None

    def refusal(who: str, line: SummaryLine, moment: datetime, text: str = "Corrected.") -> str:
        with pytest.raises(Refusal) as error:
            ask(world, who, line, moment, text)
        return code(error)

    assert refusal("br", japan, at(600)) == "correction_not_own"
    assert refusal("br", lines(world)[0], at(600)) == "correction_not_own"
    assert refusal("br", brazil, until + timedelta(seconds=1)) == "correction_too_late"
    assert refusal("br", brazil, at(600), brazil.text("en")) == "correction_same"
    assert refusal("chair", chair, at(600)) == "not_permitted"
    made = ask(world, "br2", brazil, until)
    assert [row.pk for row in corrections_waiting(world.consultation)] == [made.pk]
    assert refusal("br", brazil, at(600)) == "correction_waits"
    assert of_kind(world, ParagraphKind.SPEAKER)[0].text("en") != "Corrected.", "it is the secretariat that decides"


def test_an_accepted_correction_is_the_next_wording_and_a_declined_one_has_its_reason(world: World) -> None:
    circulated(world)
    brazil, japan, *_ = of_kind(world, ParagraphKind.SPEAKER)
    first, second = ask(world, "br", brazil, at(600)), ask(world, "jp", japan, at(601), "Other words.")
    corrections.decide(*of(world), at(700), request=first.pk, accepts=True)
    with pytest.raises(Refusal) as error:
        corrections.decide(*of(world), at(701), request=second.pk, accepts=False)
    assert code(error) == "declining_needs_reason"
    corrections.decide(*of(world), at(702), request=second.pk, accepts=False, reason="The recording says otherwise.")
    brazil, japan, *_ = of_kind(world, ParagraphKind.SPEAKER)
    assert brazil.text("en") == "Corrected."
    assert brazil.main is not None
    assert (brazil.main.number, brazil.main.reason) == (2, "BR")
    assert japan.text("en") != "Other words."
    with pytest.raises(Refusal) as error:
        corrections.decide(*of(world), at(703), request=first.pk, accepts=False, reason="Late.")
    assert code(error) == "correction_decided"
    told = Delivery.objects.filter(mailing__template="correction_decided").order_by("pk")
    assert [row.person for row in told] == [world["br"].person, world["jp"].person]
    assert "It was declined: The recording says otherwise." in told[1].mailing.body["en"]


def test_rule_20_it_is_published_in_versions_after_the_period(world: World) -> None:
    record = circulated(world)
    until = record.correct_until
    assert until is not None

    def publish(moment: datetime, **given: Any) -> SummaryVersion:
        return corrections.publish_summary(*of(world), moment, summary=record.pk, **given)

    def refusal(moment: datetime, **given: Any) -> str:
        with pytest.raises(Refusal) as error:
            publish(moment, **given)
        return code(error)

    brazil = of_kind(world, ParagraphKind.SPEAKER)[0]
    request = ask(world, "br", brazil, at(600))
    after = until + timedelta(hours=1)
    assert refusal(after, symbol="SR-1") == "corrections_wait"
    corrections.decide(*of(world), after, request=request.pk, accepts=True)
    assert refusal(until, symbol="SR-1") == "correction_period"
    assert refusal(after, symbol="no symbol") == "report_symbol"
    first = publish(after, symbol="SR-1")
    assert (first.symbol, first.content["paragraphs"][3]["texts"]) == ("SR-1", {"en": "Corrected."})
    assert refusal(after, words={"en": "Nothing."}) == "summary_same"
    write(world, of_kind(world, ParagraphKind.SPEAKER)[0], "Le Brésil.", language="fr", reason="Translation.")
    assert refusal(after) == "says_what_it_replaces"
    second = publish(after, words={"en": "French."})
    assert (second.symbol, second.content["paragraphs"][3]["texts"]["fr"]) == ("SR-1/Rev.1", "Le Brésil.")
    first.refresh_from_db()
    assert "fr" not in first.content["paragraphs"][3]["texts"]


def test_it_is_completed_after_the_consultation_was_closed_but_no_longer_corrected_by_delegations(
    world: World,
) -> None:
    circulated(world)
    world.consultation.closed_at = at(600)
    world.consultation.save()
    brazil = of_kind(world, ParagraphKind.SPEAKER)[0]
    write(world, brazil, "Mended.", reason="A slip.")
    with pytest.raises(Refusal) as error:
        ask(world, "br", brazil, at(700))
    assert code(error) == "consultation_closed"


def test_its_queries_do_not_grow_with_its_paragraphs(world: World) -> None:
    record = draw_up(held(world))
    with CaptureQueriesContext(connection) as few:
        summary_of(world.sitting.pk)
    for number in range(8):
        summaries.add(*of(world), at(400 + number), summary=record.pk, after=0, text=f"Paragraph {number}.")
    with CaptureQueriesContext(connection) as many:
        summary_of(world.sitting.pk)
    assert len(many) == len(few)


def test_a_paragraph_of_another_consultation_is_none(world: World) -> None:
    draw_up(held(world))
    with pytest.raises(Refusal) as error:
        summaries.word(*of(world), at(400), paragraph=10**9, language="en", text="X", seen=0)
    assert code(error) == "no_such_paragraph"
    with pytest.raises(Refusal) as error:
        corrections.decide(*of(world), at(400), request=10**9, accepts=True)
    assert code(error) == "no_such_request"
