"""A consultation that nobody has prepared: three lists, regional organisations, five sittings, a ballot of eight."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.sittings.models import Sitting
from tests.browser.from_empty import november
from tests.browser.from_empty.desk import Desk, answers
from tests.browser.from_empty.papers import paper, room

if TYPE_CHECKING:
    from tests.browser.from_empty.conftest import Installation

SLUG = "second-consultation"


def next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=14 - today.weekday())


def test_a_second_consultation_is_run_from_nothing(installation: Installation) -> None:
    monday = next_monday()
    friday = monday + timedelta(days=4)
    page = installation.first_administrator("ana@secretariat.example", "Ms. Ana Reis")
    ana = Desk.begins(
        page,
        SLUG,
        "preset:council",
        **{"title-en": "Second Virtual Consultation", "session-en": "Council 2021"},
        first_day=monday.isoformat(),
        last_day=friday.isoformat(),
    )
    bo = installation.colleague(SLUG, "bo@secretariat.example", "Mr. Bo Lind")

    # Members, and a class that the preset does not have.
    ana.imports("members", november.members(), "members.csv", rows=len(november.MEMBERS))
    ana.adds_class(
        "regional",
        {"en": "Regional organisation", "fr": "Organisation régionale"},
        members=" ".join(november.REGIONAL),
        rights=["speak"],
        priority="4",
        times="1",
    )
    ana.invites_all_members()
    ana.imports("registrations", november.people(), "people.csv", rows=len(november.PEOPLE))
    bo.confirms_everybody(len(november.PEOPLE))

    # Three lists, their items and documents, and a sitting on each day of the week.
    ana.adds_list("decisions", "stays", {"en": "For decision by correspondence", "fr": "Pour décision"})
    ana.adds_list("discussion", "candidate", {"en": "For discussion"})
    ana.adds_list("information", "information", {"en": "For information only"})
    ana.imports("documents", november.documents(), "documents.zip", rows=len(november.ITEMS))
    ana.imports("items", november.items(), "items.csv", rows=len(november.ITEMS))
    ana.enters_sittings(monday, friday, "12:00", "15:00")
    ana.draws_up_agenda(items=4)
    ana.publishes_agenda("C20/VC2/1")
    ana.publishes_plan("C20/VC2/2")

    # A ballot by letter with eight questions, which a colleague clears.
    ana.sets_letterhead({"en": "International Union"}, {"en": "Geneva"})
    ballot = ana.begins_letter("blank", "DM-20", 1021)
    ana.heads_letter(ballot, addressed=["council_state"], signatory="Dr. Hale", title_en="Secretary-General")
    ana.writes_letter(ballot, "en", "Ballot on eight proposals", "Please reply by **{deadline}**.")
    ana.asks(
        ballot,
        kind="ballot",
        asked=["council_state"],
        day=(timezone.localdate() + timedelta(days=7)).isoformat(),
        questions_en="\n".join(november.PROPOSALS),
    )
    ana.submits_for_clearance(ballot)
    bo.clears(ballot)
    ana.names_focal_point("BR", "lucia@br.example", "Ms. Lúcia Tavares")
    ana.sends(ballot)
    brazil = installation.signs_in("lucia@br.example")
    answers(brazil, SLUG, "DM-20/1021", ["approve", "reject", "abstain", *["approve"] * 5])

    # What stands at the desk, on the papers, and in the room.
    ana.goes_to("desk/enquiries/")
    expect(page.locator("main")).to_contain_text("1 of 12 Members")
    letter = paper(brazil, SLUG, "letters/DM-20/1021")
    assert [letter.count(words) for words in november.PROPOSALS] == [1] * 8
    apt = installation.signs_in("delegate@sm-apt.example")
    agenda = paper(apt, SLUG, "agenda")
    assert "4 Building project Document C20/64 Draft decision For decision by correspondence" in agenda
    assert "For information Report on activities C20/67 List of contracts C20/68" in agenda
    assert "Strategic plan" not in agenda, "a candidate that nobody asked for"
    plan = paper(apt, SLUG, "time-plan")
    assert [plan.count(f"{name} sitting, ") for name in ("First", "Second", "Third", "Fourth", "Fifth")] == [1] * 5
    assert "13:40 4. Building project (C20/64) 45" in plan
    participants = paper(apt, SLUG, "participants")
    assert participants.index("Observer Member States") < participants.index("Regional organisation")
    assert "CITEL Ms. Delegate sm-citel" in participants
    context, documents = room(apt, Sitting.objects.get(number=1).pk)
    assert (context["me"]["member"], context["me"]["capacity"]) == ("sm-apt", "regional")
    assert "floor.ask" in context["me"]["may"]
    assert [item["minutes"] for item in documents["items"]["items"] if item["planned"]] == [30, 20, 40, 45]
