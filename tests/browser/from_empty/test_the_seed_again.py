"""The seed's consultation again, made by pages from an empty database: equal to the seeded one in its documents.

What is compared, and what is not, stands in ``docs/decisions/0083-what-the-seed-made-again-is-compared-by.md``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.utils import timezone

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.models import Consultation
from hemicycle.ops.seed import files, letter_files, load, programme
from tests.browser.from_empty import seed_files
from tests.browser.from_empty.desk import Desk, answers, texts
from tests.browser.from_empty.papers import Papers

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text
    from hemicycle.rules.reasons import Rule
    from tests.browser.from_empty.conftest import Installation

OPTIONS, ITEMS = 1004, 1005


@pytest.fixture
def seeded(installation: Installation) -> dict[str, Any]:  # noqa: ARG001 - whose database it is
    """The documents of the seeded consultation, of which nothing is left in the database."""
    with transaction.atomic():
        load()
        documents = Papers(Consultation.objects.get()).all()
        transaction.set_rollback(True)
    assert not Consultation.objects.exists()
    return documents


def tuesday_in_june() -> date:
    """The first day of the seed's sittings, in a year to come."""
    day = date(timezone.localdate().year + 1, 6, 8)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def minutes_of(seeded: dict[str, Any]) -> dict[tuple[str, int], int]:
    """The time that each item has in the rooms of the seed."""
    rows = [row for name, document in seeded.items() if name.startswith("room") for row in document["items"]]
    return {(str(row["item"].split()[0]), int(row["item"].split()[1])): row["minutes"] for row in rows}


def cited_in(seeded: dict[str, Any]) -> dict[Rule, Text]:
    """The sources that stand in the agenda and the time plan of the seed, by the rule of each."""
    contents = [version["content"] for kind in AgendaPublication.Kind for version in seeded[kind.value]]
    cited = {int(rule) for content in contents for rule in content.get("sources", {})}
    return {rule: source.text for source in files.rule_sources() for rule in source.rules if int(rule) in cited}


def soon() -> str:
    """Until when letters ask: nobody is asked until a day that is over."""
    return (timezone.localdate() + timedelta(days=10)).isoformat()


def asks_which_option(desk: Desk, colleague: Desk) -> None:
    """Letter DM-20/1004, which offers a choice."""
    options = letter_files.letter("dm-20-1004")
    letter = desk.begins_letter("blank", "DM-20", OPTIONS, date(2020, 4, 21))
    desk.heads_letter(letter, **seed_files.head_of(options, "ITU"))
    for code, text in options.items():
        desk.writes_letter(letter, code, text.subject, text.body)
    desk.asks(
        letter,
        kind="options",
        asked=["council_state"],
        conditions=True,
        day=soon(),
        **{f"questions_{code}": text.question for code, text in options.items()},
        **{f"options_{code}": "\n".join(text.options) for code, text in options.items()},
    )
    desk.submits_for_clearance(letter)
    colleague.clears(letter)
    desk.sends(letter)


def asks_about_items(desk: Desk, colleague: Desk) -> None:
    """Letter DM-20/1005 with its five annexes, which asks yes or no for each item."""
    items = letter_files.letter("dm-20-1005")
    letter = desk.begins_letter("blank", "DM-20", ITEMS, date(2020, 5, 14))
    desk.heads_letter(letter, **seed_files.head_of(items, "Dr. Elsayed Azzouz"), original_signed=True)
    for code, text in items.items():
        desk.writes_letter(letter, code, text.subject, text.body)
    for place, kind in enumerate(("text", "text", "text", "questions", "text")):
        annex = {code: text.annexes[place] for code, text in items.items()}
        desk.adds_annex(letter, kind, {code: (text.title, text.body) for code, text in annex.items()})
    desk.asks_about_all_items(letter, kind="items", asked=["council_state"], day=soon())
    desk.submits_for_clearance(letter)
    colleague.clears(letter)
    desk.sends(letter)


def test_the_seed_is_made_again_by_pages(installation: Installation, seeded: dict[str, Any]) -> None:
    record, first, last = files.consultation(), tuesday_in_june(), tuesday_in_june() + timedelta(days=3)
    helene, david = seed_files.secretariat()
    page = installation.first_administrator(helene.email, helene.name)
    desk = Desk.begins(
        page,
        record.slug,
        f"preset:{record.preset}",
        **texts("title", record.title),
        **texts("session", record.physical_session),
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        time_zone=record.time_zone,
    )
    colleague = installation.colleague(record.slug, david.email, david.name)

    desk.imports("members", seed_files.members(), "members.csv", rows=seed_files.number_of_members())
    desk.invites_all_members()
    confirmed, others = (seed_files.people(confirmed=known) for known in (True, False))
    desk.imports("registrations", seed_files.registrations(confirmed), "people.csv", rows=len(confirmed))
    colleague.confirms_everybody(len(confirmed))
    desk.imports("registrations", seed_files.registrations(others), "others.csv", rows=len(others))

    for row in record.lists:
        desk.adds_list(row.key, row.rule.value, row.name, row.phrase)
    desk.imports("documents", seed_files.documents(), "documents.zip", rows=63)
    desk.imports("items", seed_files.items(minutes_of(seeded)), "items.csv", rows=67)
    desk.limits_days(record.sitting_days.most, record.sitting_days.reason)
    desk.enters_sittings(first, last, "12:00", "15:00")
    desk.lets_preside("Mr. Tomás Iriarte")
    for rule, source in cited_in(seeded).items():
        desk.cites(rule.name.lower(), source)
    desk.sets_letterhead(record.letterhead.body, record.letterhead.place)

    asks_which_option(desk, colleague)
    asks_about_items(desk, colleague)
    # The command gave the two no family names.
    desk.imports("registrations", seed_files.registrations([helene, david]), "secretariat.csv", rows=0)

    # One State asks for what the chair then takes up: on which day, and how many did, no document names.
    focal_point = next(person for person in files.people() if person.member == "DE" and person.focal_point)
    desk.names_focal_point("DE", focal_point.email, focal_point.name, focal_point.language)
    taken_up = {*programme.CONFIRMED, *programme.AFTER_LATE_REPLY}
    asked_for = {row.number for row in files.items() if row.listing == files.DEFERRED} & {*taken_up, 2, 9}
    wanted = ["yes" if row.listing == files.URGENT or row.number in asked_for else "no" for row in files.items()]
    answers(installation.signs_in(focal_point.email), record.slug, "DM-20/1005", wanted)
    chair = Desk(installation.signs_in("amal.haddad@secretariat.example.net"), record.slug)
    for number, words in files.words().removed.items():
        chair.removes_item(seed_files.item_title(files.DEFERRED, number), words)
    chair.confirms_items([seed_files.item_title(files.DEFERRED, number) for number in programme.CONFIRMED])
    desk.publishes_agenda("AGENDA-2020")
    chair.confirms_items([seed_files.item_title(files.DEFERRED, number) for number in programme.AFTER_LATE_REPLY])
    desk.revises_agenda(files.words().what_changes)
    desk.publishes_plan("TIME-PLAN-2020")

    again = Papers(Consultation.objects.get()).all()
    assert again.keys() == seeded.keys()
    for name, document in seeded.items():
        assert again[name] == document, name
