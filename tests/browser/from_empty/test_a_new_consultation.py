"""A consultation that nobody has prepared: three lists, regional organisations, five sittings, a ballot of eight.

All is done by pages and documented commands but for one thing: nobody waits seven days for the end of the ballot. Once
all have replied, its deadline alone is moved to that moment in the database.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Enquiry
from hemicycle.people.queries import members_by_class
from hemicycle.sittings.models import Sitting
from tests.browser.deadlines import let_the_deadline_pass
from tests.browser.from_empty import meeting, november, results
from tests.browser.from_empty.desk import Desk, answers
from tests.browser.from_empty.papers import paper, room

if TYPE_CHECKING:
    from tests.browser.from_empty.conftest import Installation

SLUG = "second-consultation"


def everybody_votes(installation: Installation, ana: Desk, bo: Desk, enquiry: int, zone: ZoneInfo) -> None:
    """Two Members on a page, and ten by telephone: what one of the secretariat enters, the other one confirms."""
    for member in november.ONLINE:
        voter = installation.signs_in(f"focal@{member.lower()}.example")
        answers(voter, SLUG, "DM-20/1021", november.votes(member))
    others = [member for member in november.COUNCIL if member not in november.ONLINE]
    entered = [results.enters_reply(ana, enquiry, member, november.votes(member), zone) for member in others]
    for address in entered:
        results.confirms_reply(bo, address)


@pytest.mark.room
def test_a_second_consultation_is_run_from_nothing_to_its_end(installation: Installation) -> None:
    zone = ZoneInfo(meeting.where_it_is_day())
    first = timezone.now().astimezone(zone).date()
    ana, bo = begins(installation, first, zone)
    sets_up(ana, bo, first)

    # A ballot by letter with eight questions, which a colleague clears, and which all twelve answer.
    ballot = asks(ana, bo)
    enquiry = Enquiry.objects.get(letter=ballot).pk
    everybody_votes(installation, ana, bo, enquiry, zone)
    ana.goes_to("desk/enquiries/")
    expect(ana.page.locator("main")).to_contain_text("12 of 12 Members")
    letter = paper(ana.page, SLUG, "letters/DM-20/1021")
    assert [letter.count(words) for words in november.PROPOSALS] == [1] * 8

    # The Chair, whom one of the secretariat entered and the other confirmed, declares its result.
    let_the_deadline_pass(enquiry, ana.page)
    results.declares(Desk(installation.signs_in("chair@secretariat.example"), SLUG), enquiry)
    assert results.counts(ana, enquiry) == november.COUNTS

    # What stands on the papers and in the room, as a regional organisation reads it; there, it is heard.
    apt = installation.signs_in("delegate@ro-apt.example")
    agenda = paper(apt, SLUG, "agenda")
    assert "4 Building project Document C20/64 Draft decision For decision by correspondence" in agenda
    assert "For information Report on activities C20/67 List of contracts C20/68" in agenda
    assert "Strategic plan" not in agenda, "a candidate that nobody asked for"
    plan = paper(apt, SLUG, "time-plan")
    assert [plan.count(f"{name} sitting, ") for name in ("First", "Second", "Third", "Fourth", "Fifth")] == [1] * 5
    assert "01:40 4. Building project (C20/64) 45" in plan
    participants = paper(apt, SLUG, "participants")
    assert participants.index("Observer Member States") < participants.index("Regional organisation")
    assert "CITEL Ms. Delegate ro-citel" in participants
    sitting = Sitting.objects.get(number=1).pk
    context, documents = room(apt, sitting)
    assert (context["me"]["member"], context["me"]["capacity"]) == ("ro-apt", "regional")
    assert [item["minutes"] for item in documents["items"]["items"] if item["planned"]] == [30, 20, 40, 45]
    november.sits(installation, sitting)

    # It is closed, and exported as a whole.
    results.closes(ana, "The ballot is declared, and the first item has its conclusion.")
    ana.goes_to("desk/letters/new/")
    ana.page.get_by_text("This consultation is closed.").first.wait_for()
    assert results.exports(ana)["slug"] == SLUG


def begins(installation: Installation, first: date, zone: ZoneInfo) -> tuple[Desk, Desk]:
    """An administrator begins it, and the operator lets a colleague in."""
    page = installation.first_administrator("ana@secretariat.example", "Ms. Ana Reis")
    ana = Desk.begins(
        page,
        SLUG,
        "preset:council",
        **{"title-en": "Second Virtual Consultation", "session-en": "Council 2021"},
        first_day=first.isoformat(),
        last_day=(first + timedelta(days=30)).isoformat(),
        time_zone=zone.key,
    )
    return ana, installation.colleague(SLUG, "bo@secretariat.example", "Mr. Bo Lind")


def sets_up(ana: Desk, bo: Desk, first: date) -> None:
    """Members of a kind and a class that the preset does not have, people, three lists of items, and five sittings."""
    ana.adds_kind_of_member(november.KIND, {"en": "Regional organisation"}, codes="slug", code_prefix="ro-")
    ana.imports("members", november.members(), "members.csv", rows=len(november.MEMBERS))
    ana.adds_class(
        "regional",
        {"en": "Regional organisation", "fr": "Organisation régionale"},
        kinds=[november.KIND],
        rights=["speak"],
        priority="4",
        times="1",
    )
    ana.invites_all_members()
    of_classes = members_by_class(Consultation.objects.get(), timezone.now())
    assert (of_classes["council_state"], of_classes["observer_state"], of_classes["regional"]) == (12, 3, 4)
    ana.imports("registrations", november.people(), "people.csv", rows=len(november.PEOPLE))
    bo.confirms_everybody(len(november.PEOPLE))

    ana.adds_list("decisions", "stays", {"en": "For decision by correspondence", "fr": "Pour décision"})
    ana.adds_list("discussion", "candidate", {"en": "For discussion"})
    ana.adds_list("information", "information", {"en": "For information only"})
    ana.imports("documents", november.documents(), "documents.zip", rows=len(november.ITEMS))
    ana.imports("items", november.items(), "items.csv", rows=len(november.ITEMS))
    # The first goes on all day: it is opened whenever this runs.
    ana.enters_sittings(first, first, "00:00", "23:59", weekends=True)
    ana.enters_sittings(first + timedelta(days=1), first + timedelta(days=4), "12:00", "15:00", weekends=True, before=1)
    ana.lets_preside(november.CHAIR)
    ana.draws_up_agenda(items=4)
    ana.publishes_agenda("C20/VC2/1")
    ana.publishes_plan("C20/VC2/2")


def asks(ana: Desk, bo: Desk) -> int:
    """Send the letter with the ballot; returns its key."""
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
    for member, name in november.ONLINE.items():
        ana.names_focal_point(member, f"focal@{member.lower()}.example", name)
    ana.sends(ballot)
    return ballot
