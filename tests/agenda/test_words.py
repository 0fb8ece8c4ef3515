"""Words on the agenda are of a language each, and no paper of another language has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from hemicycle.agenda import comparing, notices
from hemicycle.agenda.actions import items
from hemicycle.agenda.actions.naming import name_states
from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import AgendaPublication, Item, Programme
from hemicycle.agenda.publishing import is_same, missing_words
from hemicycle.agenda.snapshots import languages_without_words
from hemicycle.consultations.languages import LANGUAGES, UNDETERMINED
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Mailing
from hemicycle.people.models import Person
from hemicycle.rules.candidates import Choice
from hemicycle.rules.reasons import Refusal
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.published import agenda_items, removed_items
from tests.factories import URGENT
from tests.support.agenda import NOW
from tests.support.migrations import migrate_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from hemicycle.consultations.languages import Text
    from tests.support.agenda import Agenda

__all__ = ["migrate_back"]


def publish(agenda: Agenda, **words: str) -> AgendaPublication:
    row, _made = Programme.objects.get_or_create(consultation=agenda.consultation)
    desk = agenda.performer("secretariat")
    return publish_agenda(
        agenda.consultation.pk, desk, NOW, edition=row.agenda_edition, symbol="VC/2", words=words, titles_stand=True
    )


def choose(agenda: Agenda, item: Item, choice: Choice | None, seen: Choice | None = None, **words: str) -> None:
    items.choose(item, agenda.performer(), NOW, choice, words=words, seen=seen)


def removed(agenda: Agenda, **words: str) -> None:
    items.choose(agenda.item(2, URGENT), agenda.performer(), NOW, Choice.REMOVED, words=words, seen=None)


def move(agenda: Agenda, number: int) -> None:
    row = Programme.objects.get(consultation=agenda.consultation)
    item, desk = agenda.item(number, URGENT).pk, agenda.performer("secretariat")
    items.move(agenda.consultation.pk, desk, NOW, item=item, before=None, edition=row.agenda_edition)


def in_(language: str, of: Callable[[], str]) -> str:
    with translation.override(language):
        return of()


def test_the_chairs_words_stand_in_their_own_languages_alone(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, agenda.item(1), Choice.CONFIRMED, en="As three regions wish.", ar="كما ترغب ثلاث مناطق.")
    made = publish(agenda)
    said = {code: in_(code, lambda: agenda_items(made)[3].words) for code in ("en", "ar", "fr")}
    assert said == {"en": "As three regions wish.", "ar": "كما ترغب ثلاث مناطق.", "fr": ""}
    assert languages_without_words(made.content, LANGUAGES) == ["zh", "fr", "ru", "es"]


def test_words_whose_language_nobody_noted_go_into_no_new_paper(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, agenda.item(1), Choice.CONFIRMED)
    Item.objects.filter(pk=agenda.item(1).pk).update(choice_words={UNDETERMINED: "Agreed."})
    assert publish(agenda).content["items"][3]["words"] == {}


def test_rule_14_the_reason_for_removing_an_urgent_item_is_published(agenda: Agenda) -> None:
    removed(agenda, en="It can wait.", fr="Cela peut attendre.")
    made = publish(agenda)
    assert [row["number"] for row in made.content["removed"]] == [2]
    said = {code: in_(code, lambda: removed_items(made)[0].words) for code in ("en", "fr", "zh-hans")}
    assert said == {"en": "It can wait.", "fr": "Cela peut attendre.", "zh-hans": ""}
    # A candidate of the other list that the chair removed was never announced.
    agenda.answers("br", yes=[1])
    choose(agenda, agenda.item(1), Choice.REMOVED, en="No.")
    assert is_same(made.content, publish_content(agenda))


def publish_content(agenda: Agenda) -> dict[str, Any]:
    """What a revision would hold, with the one difference that makes it possible taken out."""
    move(agenda, 1)
    made = publish(agenda, en="The order")
    return {**made.content, "items": AgendaPublication.objects.get(revision=0).content["items"]}


def test_rule_20_a_removal_that_is_worded_anew_or_taken_back_is_said(agenda: Agenda) -> None:
    publish(agenda)
    removed(agenda, en="It can wait.")
    assert differences(publish(agenda, en="A removal").changes) == [
        "Item 2 of the previous version, “Item 2”, was removed."
    ]
    choose(agenda, agenda.item(2, URGENT), Choice.REMOVED, Choice.REMOVED, en="It can wait.", es="Puede esperar.")
    assert differences(publish(agenda, en="In Spanish").changes) == ["New words of the Chair: “Item 2”"]
    choose(agenda, agenda.item(2, URGENT), None, Choice.REMOVED, en="It cannot.")
    back = publish(agenda, en="Back")
    assert differences(back.changes) == ["Added as item 3: Item 2"]
    assert back.content["removed"] == []


def test_rule_20_words_of_one_language_are_in_no_paper_of_another(agenda: Agenda) -> None:
    publish(agenda)
    move(agenda, 1)
    made = publish(agenda, en=" The order ", fr="")
    assert made.what_changes == {"en": "The order"}
    notices.tell(made)
    mailing = Mailing.objects.get()
    assert "The order" in mailing.body["en"]
    assert not [code for code, body in mailing.body.items() if code != "en" and "The order" in body]


def test_rule_20_where_the_list_of_differences_says_nothing_every_language_has_words(agenda: Agenda) -> None:
    first = publish(agenda)
    assert missing_words({"en": "x"}, [], LANGUAGES) == [code for code in LANGUAGES if code != "en"]
    assert missing_words({"en": "x"}, [{"what": "state_renamed"}], LANGUAGES) != []
    assert missing_words({"en": "x"}, [{"what": "sources"}], LANGUAGES) == []
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(unchecked=["fr"])
    with pytest.raises(Refusal) as refused:
        publish(agenda, en="A working translation")
    assert refused.value.reason.code == "words_missing"
    assert "Français · Русский · Español" in refusal_message(refused.value.reason)
    made = publish(agenda, **dict.fromkeys(LANGUAGES, "A working translation"))
    assert (made.changes, made.content == first.content) == ([], False)


def test_states_are_named_in_what_goes_out_only_where_a_setting_says_so(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    agenda.answers("jp", no=[2], listing=URGENT)
    choose(agenda, agenda.item(1), Choice.CONFIRMED)
    first = publish(agenda)
    assert (first.content["names"], "BR" in str(first.content), "JP" in str(first.content)) == ({}, False, False)
    key, desk = agenda.consultation.pk, agenda.performer("secretariat")
    name_states(key, desk, NOW, named=True)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place, entry.data) == ("plan.edit", f"agenda:{key}", {"states_on_agenda": [False, True]})
    second = publish(agenda, en="Names")
    assert agenda_items(second)[3].yes == ["Brazil"]
    assert agenda_items(second)[1].no == ["Japan"]
    assert differences(second.changes) == ["The Members that requested or opposed an item are named."]
    name_states(key, desk, NOW, named=False)
    third = publish(agenda, en="No names")
    assert differences(third.changes) == ["The Members that requested or opposed an item are no longer named."]
    assert agenda_items(AgendaPublication.objects.get(pk=second.pk))[3].yes == ["Brazil"]
    agenda.consultation.refresh_from_db()
    assert not settings_of(agenda.consultation.settings).states_on_agenda


@pytest.mark.parametrize("name", ["br", "technician", "french"])
def test_nobody_who_does_not_prepare_the_agenda_sets_that(name: str, agenda: Agenda) -> None:
    with pytest.raises(Refusal) as refused:
        name_states(agenda.consultation.pk, agenda.performer(name), NOW, named=True)
    assert refused.value.reason.code == "not_permitted"


def test_rule_20_who_spoke_otherwise_is_counted_and_said_only_where_it_is_printed(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, agenda.item(1), Choice.CONFIRMED)
    publish(agenda)
    # Nobody reads the number of those that advised against an urgent item: the paper is the same.
    agenda.answers("jp", no=[1, 2], listing=URGENT)
    with pytest.raises(Refusal) as refused:
        publish(agenda, en="A reply")
    assert refused.value.reason.code == "nothing_is_different"
    agenda.answers("gh", yes=[1])
    assert differences(publish(agenda, en="A reply").changes) == [
        "The reason given for 1 item, or the number of Members on which it is based, has changed."
    ]
    name_states(agenda.consultation.pk, agenda.performer("secretariat"), NOW, named=True)
    publish(agenda, en="Names")
    agenda.answers("jp", yes=[1, 2, 3], listing=URGENT)
    assert differences(publish(agenda, en="A reply").changes) == ["The Members for or against 3 items have changed."]


def _plan(placed: list[int], left: list[int] = [], *, first: int = 1, agenda: str = "A") -> dict[str, Any]:  # noqa: B006
    rows = [
        {"item": key, "position": place, "title": {"en": f"Title {key}"}, "symbol": "", "minutes": 10}
        for place, key in enumerate([*placed, *left], start=first)
    ]
    slots = [{**row, "starts": row["position"], "ends": row["position"]} for row in rows[: len(placed)]]
    sitting = {"number": 1, "opens": 0, "closes": 9, "pause": None, "slots": slots}
    return {"agenda": agenda, "sittings": [sitting], "left": rows[len(placed) :]}


def test_rule_20_no_list_mixes_numbers_of_two_versions() -> None:
    def said(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        times = "New times of the items: First sitting"
        return [words for words in differences(comparing.plans(before, after)) if words != times]

    assert said(_plan([1, 2, 3]), _plan([1, 3, 4])) == [
        "Added as item 3: Title 4",
        "Item 2 of the previous version, “Title 2”, was removed.",
    ]
    assert said(_plan([1, 2], [3]), _plan([1, 3], [2])) == [
        "Now scheduled: “Title 3” (item 3 of the previous version). First sitting",
        "No longer scheduled: “Title 2” (item 2 of the previous version)",
    ]
    assert said(_plan([1]), _plan([1], agenda="A/Rev.1")) == ["The time plan now follows the agenda A/Rev.1."]


def test_rule_20_what_older_versions_keep_of_their_differences_is_still_said() -> None:
    item = {"item": 1, "title": {"en": "Title"}, "position": 7}
    assert differences(
        [
            {**item, "what": "removed"},
            {**item, "what": "moved", "before": 3, "after": 7},
            {**item, "what": "unplaced", "sitting": 1},
            # These kept the number of the later version, which is not told from the former's: the title alone.
            {**item, "what": "minutes", "before": 5, "after": 10},
            {**item, "what": "placed", "sitting": 1},
            {"what": "support", "positions": [1, 2]},
        ]
    ) == [
        "Item 7 of the previous version, “Title”, was removed.",
        "Item 3 of the previous version, “Title”, is now item 7.",
        "No longer scheduled: “Title” (item 7 of the previous version)",
        "10 minutes instead of 5: “Title”",
        "Now scheduled: “Title”. First sitting",
        "The Members for or against these items have changed: 1 and 2",
    ]


def test_words_of_an_older_version_keep_standing_as_they_were(migrate_back: Callable[..., Apps]) -> None:
    old: Any = migrate_back(("agenda", "0002_programme_and_publications"))
    body = old.get_model("consultations", "Body").objects.create(slug="old", name={"en": "Old"})
    consultation = old.get_model("consultations", "Consultation").objects.create(
        body=body, slug="old", title={"en": "Old"}, first_day=NOW, last_day=NOW
    )
    person = Person.objects.create_user("old@example.org", "Ms. Old")
    for revision, words in ((0, ""), (1, "Item 2 removed")):
        old.get_model("agenda", "AgendaPublication").objects.create(
            consultation_id=consultation.pk,
            kind="agenda",
            base="A",
            revision=revision,
            content={},
            what_changes=words,
            published_at=NOW,
            published_by_id=person.pk,
        )
    document = {"listing": "urgent", "title": {"en": "Item"}}
    old.get_model("agenda", "Item").objects.create(
        consultation_id=consultation.pk, number=1, choice="removed", choice_words="Not now", **document
    )
    migrate_back()
    kept: list[Text] = [row.what_changes for row in AgendaPublication.objects.order_by("revision")]
    assert kept == [{}, {UNDETERMINED: "Item 2 removed"}]
    assert Item.objects.get(number=1).choice_words == {UNDETERMINED: "Not now"}
