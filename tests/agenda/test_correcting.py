"""A published agenda or time plan is corrected once the consultation is closed: titles, documents, times (rule 20)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions.correcting import correct_agenda
from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.correcting import ItemNaming
from hemicycle.agenda.models import AgendaPublication, Item, Programme
from hemicycle.agenda.publishing import latest, latest_agendas, replaced, versions
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.ending import actions as ending
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions.plan_correcting import correct_plan
from hemicycle.sittings.plan_correcting import SittingTimes
from hemicycle.web.agenda.differences import differences
from tests.agenda.test_notices import confirmed, told
from tests.agenda.test_publishing import code, plan, publish
from tests.factories import DEFERRED, URGENT
from tests.support.agenda import NOW, more_sittings

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text
    from hemicycle.sittings.plan_correcting import Clock
    from tests.support.agenda import Agenda

REASON = dict.fromkeys(LANGUAGES, "A mistake of the secretariat.")
DAY, AGENDA = date(2020, 6, 9), AgendaPublication.Kind.AGENDA


def close(agenda: Agenda) -> None:
    ending.close(agenda.consultation.pk, agenda.performer("secretariat"), NOW, "The report is out.")


def corrected(
    agenda: Agenda, seen: str = "0", *, tell: bool = False, words: Text = REASON, **items: tuple[str, str]
) -> AgendaPublication:
    """Correct the agenda: ``u1=("New title", "C20/13")``."""
    named = {
        agenda.item(int(name[1:]), URGENT if name[0] == "u" else DEFERRED).pk: ItemNaming({"en": title}, symbol)
        for name, (title, symbol) in items.items()
    }
    by = agenda.performer("secretariat")
    return correct_agenda(agenda.consultation.pk, by, NOW, seen=seen, items=named, words=words, tell=tell)


def replanned(
    agenda: Agenda,
    seen: str = "0",
    items: dict[int, ItemNaming] | None = None,
    times: dict[int, Clock] | None = None,
    **given: Clock,
) -> AgendaPublication:
    """Correct the plan: its items, and the times of its first sitting; ``times`` are those of items."""
    wanted = SittingTimes(DAY, items=times or {}, **given)
    sittings = {agenda.consultation.sittings.earliest("opens_at").pk: wanted} if times or given else {}
    return correct_times(agenda, sittings, seen=seen, items=items)


def correct_times(
    agenda: Agenda,
    sittings: dict[int, SittingTimes],
    *,
    seen: str = "0",
    items: dict[int, ItemNaming] | None = None,
) -> AgendaPublication:
    """Correct the plan."""
    by = agenda.performer("secretariat")
    return correct_plan(agenda.consultation.pk, by, NOW, seen=seen, items=items or {}, sittings=sittings, words=REASON)


def test_rule_20_a_title_and_a_document_are_corrected_and_nothing_else(agenda: Agenda) -> None:
    first, item = publish(agenda), agenda.item(1, URGENT)
    close(agenda)
    made = corrected(agenda, u1=(" The  right title ", "C20/11"))
    assert (made.symbol, made.version, made.is_first) == ("VC/2/Corr.1", "0.1", False)
    assert made.what_changes == REASON
    assert made.content["items"][0] == {
        **first.content["items"][0], "title": {"en": "The right title"}, "symbol": "C20/11", "contains": ["decision"],
    }  # fmt: skip
    assert [row["key"] for row in made.content["contents"]] == ["decision"]
    assert {**made.content, "items": made.content["items"][1:], "contents": []} == {
        **first.content, "items": first.content["items"][1:],
    }  # fmt: skip
    assert [change["what"] for change in made.changes] == ["renamed", "document"]
    assert (latest(agenda.consultation, AGENDA), replaced(made), replaced(first)) == (made, first, None)
    assert versions(agenda.consultation, AGENDA) == [made, first]
    assert latest_agendas([agenda.consultation]) == {agenda.consultation.pk: made}
    assert (item.title, item.document) == (agenda.item(1, URGENT).title, agenda.item(1, URGENT).document)
    entry = Entry.objects.get(place=f"publication:{made.pk}")
    assert (entry.act, entry.capacity) == ("plan.edit", "secretariat")
    assert entry.data == {"corrects": "VC/2", "symbol": "VC/2/Corr.1", "words": REASON}
    second = corrected(agenda, "0.1", u1=("The right title", ""))
    assert (second.symbol, second.content["items"][0]["contains"]) == ("VC/2/Corr.2", [])


def test_rule_20_items_that_were_removed_or_are_for_information_are_corrected(agenda: Agenda) -> None:
    first = publish(agenda)
    row = {**first.content["items"][0], "position": None}
    content = {**first.content, "items": first.content["items"][2:], "removed": [row], "information": [
        {**first.content["items"][1], "position": None}
    ]}  # fmt: skip
    AgendaPublication.objects.create(
        consultation=agenda.consultation, kind=first.kind, base="VC/2", revision=1, content=content, published_at=NOW,
        published_by=first.published_by,
    )  # fmt: skip
    close(agenda)
    made = corrected(agenda, "1", u1=("One", ""), u2=("Two", ""))
    assert (made.symbol, made.version) == ("VC/2/Rev.1/Corr.1", "1.1")
    assert differences(made.changes) == [
        "New title: “One”",
        "No longer with a document: “One”",
        "The items listed for information have changed.",
    ]


def test_rule_20_what_is_no_correction_is_refused(agenda: Agenda) -> None:
    assert code(lambda: corrected(agenda, u1=("Title", ""))) == "corrected_once_closed"
    publish(agenda)
    assert code(lambda: corrected(agenda, u1=("Title", ""))) == "corrected_once_closed"
    close(agenda)
    item = agenda.item(1, URGENT)
    assert code(lambda: corrected(agenda, u1=(item.title["en"], "x"))) == "no_such_document"
    assert code(lambda: corrected(agenda, u1=(" ", ""))) == "item_without_title"
    assert code(lambda: corrected(agenda, u1=("x" * 1001, ""))) == "text_too_long"
    assert code(lambda: corrected(agenda, d1=("Not on it", ""))) == "form_unreadable"
    assert code(lambda: corrected(agenda)) == "nothing_corrected"
    assert code(lambda: corrected(agenda, words={"en": "x" * 1001}, u1=("Title", ""))) == "what_changes_too_long"
    with pytest.raises(Refusal) as refused:
        corrected(agenda, words={**REASON, "ar": " "}, u1=("Title", ""))
    assert (refused.value.reason.code, refused.value.reason.facts) == (
        "correction_words_missing", {"languages": "العربية"},
    )  # fmt: skip
    by = agenda.performer("br")
    assert code(
        lambda: correct_agenda(agenda.consultation.pk, by, NOW, seen="0", items={}, words=REASON)
    ) == "not_permitted"  # fmt: skip
    assert AgendaPublication.objects.count() == 1
    corrected(agenda, u1=("Title", ""))
    assert code(lambda: corrected(agenda, u1=("Another one", ""))) == "version_replaced"
    assert code(lambda: replanned(agenda)) == "form_unreadable", "no plan was published"


def test_rule_20_nothing_is_drawn_up_anew_after_the_close(agenda: Agenda) -> None:
    """What the drafts say by now stays out."""
    publish(agenda)
    plan(agenda)
    close(agenda)
    Item.objects.filter(pk=agenda.item(2, URGENT).pk).update(title={"en": "Changed since"}, position=None, minutes=5)
    symbol = str(agenda.item(1, URGENT).document)
    made = corrected(agenda, u1=("Right", symbol))
    assert [change["what"] for change in made.changes] == ["renamed"]
    replan = replanned(agenda, items={agenda.item(1, URGENT).pk: ItemNaming({"en": "Right"}, symbol)})
    assert [change["what"] for change in replan.changes] == ["renamed"]


def test_rule_20_times_are_corrected_and_move_with_the_opening(agenda: Agenda) -> None:
    more_sittings(agenda, 2)
    Programme.objects.create(consultation=agenda.consultation, pause=10, pause_after=60, closing=5)
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=50)
    first = plan(agenda).content["sittings"][0]
    assert first["pause"]
    close(agenda)
    moved = replanned(agenda, hours=(time(13), time(16)))
    sitting = moved.content["sittings"][0]
    assert (sitting["opens"], sitting["closes"]) == ("2020-06-09T13:00+02:00", "2020-06-09T16:00+02:00")
    assert sitting["slots"][0]["starts"] == first["slots"][0]["starts"].replace("T12", "T13")
    assert (sitting["spare"], sitting["slots"][0]["minutes"]) == (first["spare"], 50)
    assert differences(moved.changes) == ["New hours: First sitting"]
    key = agenda.item(1, URGENT).pk
    again = replanned(agenda, "0.1", pause=(time(15, 50), time(15, 55)), times={key: (time(13, 5), time(13, 45))})
    sitting = again.content["sittings"][0]
    assert [sitting["slots"][0][name] for name in ("starts", "ends", "minutes")] == [
        "2020-06-09T13:05+02:00", "2020-06-09T13:45+02:00", 40,
    ]  # fmt: skip
    assert sitting["pause"] == ["2020-06-09T15:50+02:00", "2020-06-09T15:55+02:00"]
    assert "New times of the items: First sitting" in differences(again.changes)
    longer = replanned(agenda, "0.2", hours=(time(13), time(16, 30)))
    assert longer.content["sittings"][0]["spare"] == sitting["spare"] + 30
    assert agenda.consultation.sittings.earliest("opens_at").opens_at == agenda.sitting.opens_at, "as it was"


def test_rule_20_times_that_cannot_be_are_refused(agenda: Agenda) -> None:
    plan(agenda)
    close(agenda)
    key, noon = agenda.item(1, URGENT).pk, (time(12), time(13))
    assert code(lambda: replanned(agenda, times={0: noon})) == "form_unreadable"
    assert code(lambda: replanned(agenda, pause=noon)) == "form_unreadable"
    assert code(lambda: replanned(agenda, times={key: (time(23), time(23, 30))})) == "correction_outside"
    assert code(lambda: replanned(agenda, hours=(time(15), time(12)))) == "sitting_without_time"
    assert code(lambda: correct_times(agenda, {0: SittingTimes(DAY, hours=noon)})) == "form_unreadable"


@pytest.mark.parametrize("clock", [(time(2, 30), time(4)), (time(1), time(2, 30))])
def test_rule_17_a_time_that_comes_never_or_twice_is_refused(agenda: Agenda, clock: Clock) -> None:
    plan(agenda)
    close(agenda)
    spring = {agenda.sitting.pk: SittingTimes(date(2020, 3, 29), hours=clock)}
    assert code(lambda: correct_times(agenda, spring)) == "no_such_local_time"
    autumn = {agenda.sitting.pk: SittingTimes(date(2020, 10, 25), hours=clock)}
    assert code(lambda: correct_times(agenda, autumn)) == "local_time_twice"


def test_rule_20_who_is_told_is_told_of_a_correction(agenda: Agenda) -> None:
    publish(agenda)
    plan(agenda)
    readers = confirmed(agenda)
    close(agenda)
    corrected(agenda, u1=("Right", ""))
    assert not Delivery.objects.exists(), "the tick was taken out"
    made = corrected(agenda, "0.1", u1=("Right at last", ""), tell=True)
    mailing = Mailing.objects.get()
    assert told() == readers
    assert made.symbol in mailing.subject["en"]
    assert "Changes in this correction: A mistake of the secretariat." in mailing.body["en"]
    Delivery.objects.all().delete()
    by, key = agenda.performer("secretariat"), agenda.item(1, URGENT).pk
    correct_plan(
        agenda.consultation.pk, by, NOW + timedelta(hours=1), seen="0", items={key: ItemNaming({"en": "Right"})},
        sittings={}, words=REASON, tell=True,
    )  # fmt: skip
    assert told() == readers


def test_rule_20_reopened_it_is_published_as_a_revision_again(agenda: Agenda) -> None:
    publish(agenda)
    close(agenda)
    corrected(agenda, u1=("Right", str(agenda.item(1, URGENT).document)))
    by = agenda.performer("secretariat")
    ending.reopen(agenda.consultation.pk, by, NOW, "One more item.")
    made = publish_agenda(agenda.consultation.pk, by, NOW, edition=0, words={"en": "As it was"}, titles_stand=True)
    assert (made.symbol, replaced(made).symbol) == ("VC/2/Rev.1", "VC/2/Corr.1")  # type: ignore[union-attr]
    assert [change["what"] for change in made.changes] == ["renamed"], "the draft does not know the correction"
