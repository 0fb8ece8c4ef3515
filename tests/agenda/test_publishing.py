"""Published versions: numbered, whole, unchanged, and true about what is different (rule 20)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.agenda import comparing, snapshots
from hemicycle.agenda.actions import items
from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import AgendaPublication, Item, Programme
from hemicycle.agenda.publishing import is_same
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions.members import MemberRecord, put
from hemicycle.people.models import Member
from hemicycle.rules.candidates import Choice
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions.planning import publish_plan
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.published import agenda_items
from tests.factories import URGENT
from tests.support.agenda import NOW, more_sittings, name_states

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.consultations.languages import Text
    from tests.support.agenda import Agenda


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def editions(agenda: Agenda) -> tuple[int, int]:
    row = Programme.objects.filter(consultation=agenda.consultation).first()
    return (row.agenda_edition, row.plan_edition) if row else (0, 0)


def publish(agenda: Agenda, symbol: str = "VC/2", words: str = "", seen: int | None = None) -> AgendaPublication:
    edition = editions(agenda)[0] if seen is None else seen
    return publish_agenda(
        agenda.consultation.pk,
        agenda.performer("secretariat"),
        NOW,
        edition=edition,
        symbol=symbol,
        words={"en": words},
        titles_stand=True,
    )


def plan(agenda: Agenda, symbol: str = "VC/3", words: str = "") -> AgendaPublication:
    return publish_plan(
        agenda.consultation.pk,
        agenda.performer("secretariat"),
        NOW,
        editions=editions(agenda),
        symbol=symbol,
        words={"en": words},
        titles_stand=True,
    )


def publish_in(agenda: Agenda, words: Text) -> AgendaPublication:
    desk = agenda.performer("secretariat")
    return publish_agenda(
        agenda.consultation.pk, desk, NOW, edition=editions(agenda)[0], words=words, titles_stand=True
    )


def confirmed(agenda: Agenda, number: int) -> None:
    items.choose(agenda.item(number), agenda.performer(), NOW, Choice.CONFIRMED, words={}, seen=None)


def test_rule_20_a_version_is_whole_and_a_revision_says_what_changed(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1], no=[2])
    first = publish(agenda)
    assert (first.symbol, first.changes, first.what_changes) == ("VC/2", [], {})
    assert [row["item"] for row in first.content["items"]] == [agenda.item(n, URGENT).pk for n in (1, 2, 3)]
    confirmed(agenda, 1)
    second = publish(agenda, symbol="ignored", words="An item that Brazil asked for.")
    assert second.symbol == "VC/2/Rev.1"
    assert second.what_changes == {"en": "An item that Brazil asked for."}
    assert second.changes == [
        {
            "what": "added",
            "item": agenda.item(1).pk,
            "title": {"en": "Deferred 1", "fr": "Différé 1"},
            "former": None,
            "position": 4,
        }
    ]
    added = second.content["items"][3]
    assert (added["yes"], added["no"], added["symbol"]) == ([], [], "C20/11")
    assert added["reason"] == {"rule": 14, "code": "asked_for", "facts": {"yes": 1, "least": 1}}
    assert Entry.objects.filter(act="plan.edit", data__symbol="VC/2/Rev.1").exists()


def test_rule_20_a_published_agenda_keeps_the_names_that_it_had(agenda: Agenda) -> None:
    name_states(agenda)
    agenda.answers("br", yes=[1], no=[2])
    confirmed(agenda, 1)
    first = publish(agenda)
    performer, since = agenda.performer("secretariat"), NOW.date()
    # A correction of what was always wrong, and a new name, which begins on the very day.
    put(agenda.consultation.pk, performer, NOW, MemberRecord("BR", names={"en": ("Brasil", "")}))
    put(agenda.consultation.pk, performer, NOW, MemberRecord("BR", names={"fr": ("Le Brésil", "")}, names_since=since))
    shown = AgendaPublication.objects.get(pk=first.pk)
    assert agenda_items(shown)[3].yes == ["Brazil"]
    with translation.override("fr"):
        assert agenda_items(shown)[3].yes == ["Brésil"]
    assert code(lambda: publish(agenda, words="Names")) == "words_missing"  # it is said in two languages alone
    second = publish_in(agenda, dict.fromkeys(LANGUAGES, "Names"))
    assert [change["what"] for change in second.changes] == ["state_renamed"]
    assert differences(second.changes) == ["New name of a Member: Brasil, formerly Brazil."]
    with translation.override("es"):
        assert differences(second.changes) == []  # it is called there as before
    assert agenda_items(second)[3].yes == ["Brasil"]


def now(agenda: Agenda) -> dict[str, Any]:
    """What the next version would hold."""
    consultation = Consultation.objects.get(pk=agenda.consultation.pk)
    advice = read_advice(consultation)
    return snapshots.agenda(consultation, assessments(consultation, advice), advice, NOW.date())


def test_rule_20_an_agenda_keeps_the_order_in_which_it_names_the_states(agenda: Agenda) -> None:
    name_states(agenda)
    body = agenda.consultation.body

    def order(**kept: object) -> None:
        body.settings = {**body.settings, "order": kept}
        body.save()

    def named(publication: AgendaPublication, language: str) -> list[str]:
        with translation.override(language):
            return [name[:2] for name in agenda_items(publication)[3].yes]

    for who in ("br", "gh", "jp"):
        agenda.answers(who, yes=[1, 2])
    confirmed(agenda, 1)
    Member.objects.filter(code="GH").update(list_place=1)
    first = publish(agenda)
    assert first.content["order"]["alphabet"] == "fr"
    assert first.content["order"]["names"] == {"BR": "Brésil", "GH": "Ghana", "JP": "Japon"}
    order(alphabet="", places=True)
    content = now(agenda)
    assert is_same(first.content, content), "another order is nothing new"
    assert comparing.agendas(first.content, content) == []
    assert named(first, "en") == ["Br", "Gh", "Ja"]
    confirmed(agenda, 2)
    second = publish(agenda, words="One more.")
    order(alphabet="fr")
    assert named(second, "en") == ["Gh", "Br", "Ja"]
    assert named(second, "es") == ["Gh", "Br", "Ja"]
    first.content = {part: said for part, said in first.content.items() if part != "order"}
    assert named(first, "en") == ["Br", "Gh", "Ja"]


def test_rule_20_an_agenda_older_than_its_names_shows_those_of_its_day(agenda: Agenda) -> None:
    name_states(agenda)
    agenda.answers("br", yes=[1])
    confirmed(agenda, 1)
    first = publish(agenda)
    content = {part: said for part, said in first.content.items() if part != "names"}
    assert is_same(content, first.content)
    assert not is_same(first.content, content)
    older = AgendaPublication.objects.create(
        consultation=agenda.consultation, kind=first.kind, base="VC/2", revision=7, content=content, published_at=NOW,
        published_by=first.published_by,
    )  # fmt: skip
    record = MemberRecord("BR", names={"en": ("New Brazil", "")}, names_since=date(2022, 6, 1))
    put(agenda.consultation.pk, agenda.performer("secretariat"), NOW, record)
    assert agenda_items(older)[3].yes == ["Brazil"]


def test_rule_20_what_was_published_never_changes(agenda: Agenda) -> None:
    made = publish(agenda)
    kept = made.content
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(title={"en": "Another title"})
    assert AgendaPublication.objects.get(pk=made.pk).content == kept
    for change in (
        made.save,
        made.delete,
        AgendaPublication.objects.filter(pk=made.pk).delete,
        lambda: AgendaPublication.objects.filter(pk=made.pk).update(base="X"),
    ):
        with pytest.raises(TypeError):
            change()


def test_rule_20_a_revision_without_words_or_without_a_change_is_refused(agenda: Agenda) -> None:
    publish(agenda)
    assert code(lambda: publish(agenda, words=" \n")) == "says_what_it_replaces"
    assert code(lambda: publish(agenda, words="Nothing.")) == "nothing_is_different"
    assert code(lambda: publish(agenda, words="x" * 1001)) == "what_changes_too_long"
    assert AgendaPublication.objects.count() == 1


@pytest.mark.parametrize("symbol", ["", " ", "C20//2", "=cmd()", "x" * 41, "<b>", "C20/2/", "الوثيقة"])
def test_a_symbol_is_one_that_can_be_cited(symbol: str, agenda: Agenda) -> None:
    assert code(lambda: publish(agenda, symbol=symbol)) == "symbol_invalid"


def test_a_first_version_without_a_symbol_is_refused(agenda: Agenda) -> None:
    key, desk = agenda.consultation.pk, agenda.performer("secretariat")
    assert (
        code(lambda: publish_agenda(key, desk, NOW, edition=editions(agenda)[0], titles_stand=True)) == "symbol_invalid"
    )
    assert code(lambda: publish_plan(key, desk, NOW, editions=editions(agenda), titles_stand=True)) == "symbol_invalid"


def test_a_symbol_has_forty_characters_at_most(agenda: Agenda) -> None:
    assert publish(agenda, symbol="x" * 40).symbol == "x" * 40


def test_a_clock_publishes_nothing(agenda: Agenda) -> None:
    clock = Performer(system="clock")
    with pytest.raises(LookupError, match="a person publishes"):
        publish_agenda(
            agenda.consultation.pk, clock, NOW, edition=editions(agenda)[0], symbol="VC/2", titles_stand=True
        )
    assert not AgendaPublication.objects.exists()


def test_an_agenda_that_is_not_up_to_date_or_empty_is_not_published(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    confirmed(agenda, 1)
    agenda.answers("br", no=[1])
    with pytest.raises(Refusal) as refused:
        publish(agenda)
    assert (refused.value.reason.code, refused.value.reason.facts) == ("agenda_out_of_date", {"items": 1})
    Item.objects.filter(consultation=agenda.consultation).update(choice="removed", position=None)
    assert code(lambda: publish(agenda)) == "agenda_empty"


def test_an_agenda_that_changed_since_it_was_seen_is_not_published(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    confirmed(agenda, 1)
    assert code(lambda: publish(agenda, seen=0)) == "draft_changed_meanwhile"


def test_rule_16_a_published_plan_gives_each_sitting_its_items(agenda: Agenda) -> None:
    sittings = more_sittings(agenda, 2)
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=70)
    publish(agenda)
    made = plan(agenda)
    assert made.content["agenda"] == "VC/2"
    assert [[slot["position"] for slot in sitting["slots"]] for sitting in made.content["sittings"]] == [[1, 2], [3]]
    assert made.content["sittings"][0]["opens"] == "2020-06-09T12:00+02:00"
    # Ten minutes of introduction come first.
    assert made.content["sittings"][0]["slots"][0]["starts"] == "2020-06-09T12:10+02:00"
    assert [[item.position for item in sitting.planned.order_by("position")] for sitting in sittings] == [[1, 2], [3]]


def test_rule_16_a_plan_without_sittings_or_items_is_refused(agenda: Agenda) -> None:
    Item.objects.filter(consultation=agenda.consultation).update(position=None)
    assert code(lambda: plan(agenda)) == "plan_empty"
    agenda.sitting.delete()
    assert code(lambda: plan(agenda)) == "no_sitting_planned"


def test_rule_16_what_does_not_fit_is_published_with_its_reason(agenda: Agenda) -> None:
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=100)
    made = plan(agenda)
    assert [(row["position"], row["reason"]["code"]) for row in made.content["left"]] == [
        (2, "no_sitting_left"),
        (3, "no_sitting_left"),
    ]


def test_rule_20_a_plan_revised_says_minutes_days_and_times(agenda: Agenda) -> None:
    more_sittings(agenda, 2)
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=50)
    plan(agenda)
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(minutes=90)
    second = plan(agenda, words="The first item needs more time.")
    assert [(change["what"], change.get("before"), change.get("after")) for change in second.changes] == [
        ("times", None, None),
        ("times", None, None),
        ("minutes", 50, 90),
        ("day", 1, 2),
    ]


def test_a_plan_during_a_sitting_keeps_what_was_done_and_carries_over_the_rest(agenda: Agenda) -> None:
    first, second = more_sittings(agenda, 2)
    plan(agenda)
    first.discussions.create(item=agenda.item(1, URGENT), start=NOW, end=NOW, outcome="noted")
    first.state = SittingState.ENDED.value
    first.save()
    made = plan(agenda, words="The rest moves to the second sitting.")
    assert [[slot["position"] for slot in sitting["slots"]] for sitting in made.content["sittings"]] == [[1], [2, 3]]
    assert [item.position for item in second.planned.order_by("position")] == [2, 3]
    assert first.planned.count() == 3  # as it was when it sat


def _agenda(order: list[int]) -> dict[str, Any]:
    return {
        "items": [
            {
                "item": key,
                "position": place,
                "title": {"en": str(key)},
                "symbol": "",
                "yes": [],
                "no": [],
                "reason": {"code": "asked_for", "facts": {"yes": 1}},
            }
            for place, key in enumerate(order, start=1)
        ]
    }


orders = st.lists(st.integers(1, 12), unique=True, max_size=10)


@given(orders, orders)
def test_rule_20_the_differences_make_the_new_agenda_out_of_the_old_one(before: list[int], after: list[int]) -> None:
    differences = comparing.agendas(_agenda(before), _agenda(after))
    removed = {difference["item"] for difference in differences if difference["what"] == "removed"}
    added = {difference["item"] for difference in differences if difference["what"] == "added"}
    moved = {difference["item"] for difference in differences if difference["what"] == "moved"}
    assert removed == set(before) - set(after)
    assert added == set(after) - set(before)
    stayed = [key for key in before if key not in removed | moved]
    assert stayed == [key for key in after if key not in added | moved]


@given(orders)
def test_rule_20_nothing_is_said_where_nothing_changed(order: list[int]) -> None:
    assert comparing.agendas(_agenda(order), _agenda(order)) == []


def test_rule_20_another_title_document_or_support_is_said() -> None:
    before, after = _agenda([1, 2]), _agenda([1, 2])
    after["items"][0] |= {"title": {"en": "New"}, "symbol": "C20/9"}
    before["items"][1] |= {"yes": ["JP"]}
    after["items"][1] |= {"yes": ["BR"]}
    differences = comparing.agendas(before, after)
    assert [difference["what"] for difference in differences] == ["renamed", "document", "support"]
    assert differences[-1]["number"] == 1
