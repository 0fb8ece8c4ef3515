"""What is missing before each phase, in numbers, with the way to where it is done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Clearance, Enquiry, Letterhead, Question
from hemicycle.people.models import Contact, Invitation, Member, Registration, VoteSuspension
from hemicycle.sittings.models import BoothDuty, Sitting
from hemicycle.web.setup.checks import phases
from tests.factories import START, a_body
from tests.support.html import html_of

if TYPE_CHECKING:
    from pytest_django import Settings

    from hemicycle.web.setup.check import Check
    from tests.factories import World
    from tests.web.setup.test_setup_pages import ClientOf


#: Of all phases at most, however large the consultation is.
MOST_QUERIES = 25


@pytest.fixture
def world(world: World) -> World:
    """Its sitting is to come."""
    Sitting.objects.update(state="planned", presiding=None)
    return world


def plain(words: str) -> str:
    """Without the marks that keep words of another direction together."""
    return words.translate({0x2068: None, 0x2069: None})


def check(world: World, phase: str, place: int) -> Check:
    found = {one.key: one for one in phases(world.consultation, START)}
    return found[phase].checks[place]


def test_members_without_an_address_are_counted(world: World) -> None:
    members = Member.objects.count()
    assert check(world, "letters", 0).missing == f"{members} Members without an address"
    Contact.objects.bulk_create(
        Contact(member=row, name="Ministry", email="m@example.org") for row in Member.objects.exclude(code="BR")
    )
    assert check(world, "letters", 0).missing == "1 Member without an address"
    world.consultation.focal_points.create(member=Member.objects.get(code="BR"), person=world["br"].person, start=START)
    assert check(world, "letters", 0).done


def test_members_without_a_class_are_counted(world: World) -> None:
    assert check(world, "registration", 2).done
    world.consultation.settings = {**world.consultation.settings, "classes": world.consultation.settings["classes"][:1]}
    without = check(world, "registration", 2).missing
    assert without.endswith("Members without a class")
    assert without.split()[0] == str(Member.objects.count() - 3)
    world.consultation.settings = {}
    assert check(world, "registration", 1).missing == "no class"


def test_a_class_of_a_kind_that_the_body_does_not_have_is_said(world: World) -> None:
    assert check(world, "registration", 1).done
    settings = world.consultation.body.settings
    world.consultation.body.settings = {
        **settings,
        "kinds": [one for one in settings["kinds"] if one["key"] == "state"],
    }
    del world.consultation.body.has
    found = check(world, "registration", 1)
    assert [plain(gap.words) for gap in found.gaps] == [
        "“State of Palestine (observer)” is of kinds of Members that the body does not have: palestine",
        "“Sector Member” is of kinds of Members that the body does not have: sector_member",
    ]
    assert [gap.address for gap in found.gaps] == [
        reverse("participation_class", args=["test", key]) for key in ("observer_palestine", "sector_member")
    ]
    assert {gap.link for gap in found.gaps} == {"Open the class"}
    assert found.words.startswith("Council Member State")


def test_a_second_of_the_secretariat_is_missing(world: World) -> None:
    assert "a second person" in check(world, "registration", 3).missing
    Registration.objects.filter(pk=world["captioner"].pk).update(role="secretariat")
    assert check(world, "registration", 3).done


def test_those_who_act_for_the_body_without_a_second_factor_are_named(world: World, settings: Settings) -> None:
    settings.SECOND_FACTOR = ["secretariat", "chair"]
    assert check(world, "registration", 4).words == "As in the installation: Chair and Secretariat"
    assert check(world, "registration", 4).done, "strangers do not reach it"
    settings.SECURE = True
    assert check(world, "registration", 4).missing == "not required of Vice-Chair and Technician"
    world.consultation.settings = {**world.consultation.settings, "second_factor": ["members"]}
    assert check(world, "registration", 4).missing == "not required of Chair, Vice-Chair, Secretariat and Technician"
    settings.SECOND_FACTOR = []
    world.consultation.settings["second_factor"] = ["secretariat", "chair", "vice_chair", "technician"]
    assert check(world, "registration", 4).done
    world.consultation.settings["second_factor"] = []
    settings.DEMO = True
    assert check(world, "registration", 4).done, "its people are made up"


def test_letterhead_and_signatory(world: World) -> None:
    assert [check(world, "letters", place).done for place in (1, 2)] == [False, False]
    Letterhead.objects.create(consultation=world.consultation, body={"en": "Union"}, since=START)
    world.consultation.letters.create(series="DM-20", number=1, dated=date(2020, 5, 1), signatory="Mr. Zhao")
    assert [check(world, "letters", place).done for place in (1, 2)] == [True, True]


def test_a_heading_of_conditions_has_a_name_in_each_language_of_documents_or_there_is_none(world: World) -> None:
    assert check(world, "letters", 3).words == "Form, Duration, Agenda and Other"
    assert check(world, "letters", 3).done
    heading = {"key": "costs", "name": {"en": "Costs", "ar": "التكاليف", "ru": "Расходы", "zh": "费用"}}
    settings = world.consultation.settings
    world.consultation.settings = {**settings, "condition_headings": [*settings["condition_headings"], heading]}
    assert check(world, "letters", 3).missing == "a heading without a name in Français and Español"
    world.consultation.settings = {**settings, "condition_headings": []}
    assert check(world, "letters", 3).words == "None: conditions are asked for in one list"
    assert check(world, "letters", 3).done


def test_a_text_for_adoption_has_a_name_in_each_language_of_documents_or_there_is_none(world: World) -> None:
    assert check(world, "agenda", 5).words.startswith("Draft decision, Draft resolution and")
    assert check(world, "agenda", 5).done
    name = {"en": "Draft protocol", "ar": "مشروع", "ru": "Проект", "zh": "草案"}
    world.consultation.settings["document_contents"] = [{"key": "protocol", "name": name}]
    assert check(world, "agenda", 5).missing == "a kind of text without a name in Français and Español"
    world.consultation.settings["document_contents"] = []
    assert (check(world, "agenda", 5).words, check(world, "agenda", 5).done) == ("None", True)


def test_items_and_chair(world: World) -> None:
    assert check(world, "agenda", 1).done
    Item.objects.filter(number=1).update(document=None)
    assert check(world, "agenda", 1).missing == "1 item without a document"
    Item.objects.all().delete()
    assert check(world, "agenda", 1).missing == "no item"
    Registration.objects.filter(role="chair").update(status="withdrawn")
    assert not check(world, "agenda", 2).done
    world.consultation.settings = {**world.consultation.settings, "lists": []}
    assert check(world, "agenda", 0).missing == "no list"


def test_a_sitting_needs_somebody_who_presides_items_and_interpreters(world: World) -> None:
    missing = check(world, "sittings", 0).missing
    for words in ("nobody presides", "no items planned", "no interpreters into", "Español"):
        assert words in missing
    assert "Français" not in missing
    row = Registration.objects.get(pk=world["french"].pk)
    row.booth_languages = ["ar", "zh", "en", "fr", "ru", "es"]
    row.save()
    world.sitting.planned.set(world.items)
    Sitting.objects.update(presiding=world["chair"])
    assert check(world, "sittings", 0).done
    BoothDuty.objects.create(sitting=world.sitting, registration=row, language="fr")
    missing = check(world, "sittings", 0).missing
    assert "nobody in these booths:" in missing
    assert ("Français" in missing, "Español" in missing) == (False, True)
    BoothDuty.objects.all().delete()
    Registration.objects.filter(role="interpreter").update(days=["2020-06-10"])
    assert "no interpreters" in check(world, "sittings", 0).missing
    Sitting.objects.update(state="ended")
    assert check(world, "sittings", 0).missing == "no sitting to come"


def test_the_secretariat_opens_it_with_a_way_to_each_thing(world: World, client_of: ClientOf) -> None:
    address = reverse("checklist", args=[world.consultation.slug])
    page = client_of(world["secretariat"]).get(address).content.decode()
    assert "a second person" in page
    for name in ("registration_new", "letterhead", "members_desk"):
        assert reverse(name, args=[world.consultation.slug]) in page
    assert client_of(world["chair"]).get(address).status_code == 403


def test_each_gap_has_its_own_way_and_shows_there_what_is_missing(world: World, client_of: ClientOf) -> None:
    """Every link is followed: its page opens, has the place that it names, and lists exactly what is missing."""
    client, slug = client_of(world["secretariat"]), world.consultation.slug
    Contact.objects.create(member=Member.objects.get(code="BR"), name="Office", email="o@example.org")
    Item.objects.filter(number=1).update(document=None)
    settings = world.consultation.settings
    world.consultation.settings = {**settings, "classes": settings["classes"][:3]}
    world.consultation.save()
    a_ballot(world)
    page = html_of(client.get(reverse("checklist", args=[slug])))
    checks = [one for phase in phases(world.consultation, START) for one in phase.checks if not one.done]
    ways = [way for one in checks for way in one.ways]
    assert len(ways) > len(checks)
    shown = {}
    for way in ways:
        assert f'href="{way.address.replace("&", "&amp;")}"' in page, way
        address, _sign, place = way.address.partition("#")
        answer = client.get(address)
        assert answer.status_code == 200, way
        assert not place or f'id="{place}"' in html_of(answer), way
        shown[way.address] = answer
    here = f"/consultations/{slug}/"

    def rows(address: str) -> list[Any]:
        return list(shown[here + address].context["table"].rows)

    without_address = {row.member.code for row in rows("desk/members/?show=no_address#list")}
    assert without_address == set(Member.objects.exclude(code="BR").values_list("code", flat=True))
    assert [row.member.code for row in rows("desk/members/?show=no_class#list")] == ["sm-orbicom"]
    assert [row.item.number for row in rows("desk/items/?document=none")] == [1]
    assert len(rows("documents/?language=none")) == world.consultation.documents.count()
    alone = html_of(shown[next(address for address in shown if address.endswith("#second-person"))])
    assert f"hemicycle secretariat {slug} name@example.org" in alone


def a_ballot(world: World, kind: str = "ballot", number: int = 1021, **more: object) -> Enquiry:
    """A draft that asks, with no question yet."""
    letter = world.consultation.letters.create(series="DM-20", number=number, dated=START.date())
    fields = {"deadline_day": START.date() - timedelta(days=1), "asked": ["observer_state"], **more}
    return Enquiry.objects.create(letter=letter, kind=kind, **fields)


def test_a_ballot_needs_questions_in_each_language_an_electorate_a_deadline_and_clearance(world: World) -> None:
    assert "ballots" not in {phase.key for phase in phases(world.consultation, START)}
    world.consultation.settings = {**world.consultation.settings, "clearance": True}
    world.consultation.save()
    ballot = a_ballot(world)
    ready = check(world, "ballots", 0)
    assert (ready.title, ready.words) == ("DM-20/1021", "0 Members can reply")
    assert [gap.words for gap in ready.gaps] == [
        "no question",
        "no Member asked is entitled to vote",
        "the deadline has passed",
        "not submitted for clearance",
    ]
    question = Question.objects.create(enquiry=ballot, number=1, title={"en": "Do you approve?"})
    lacking = plain(check(world, "ballots", 0).gaps[0].words)
    assert lacking == "no text of the questions in العربية, 中文, Français, Русский and Español"
    question.title = dict.fromkeys(LANGUAGES, "Approve?")
    question.save()
    VoteSuspension.objects.create(member=Member.objects.get(code="GH"), start=date(2020, 1, 1))
    Enquiry.objects.update(asked=["council_state"], deadline_day=date(2020, 7, 1))
    ready = check(world, "ballots", 0)
    assert (ready.words, [gap.words for gap in ready.gaps]) == ("2 Members can reply", ["not submitted for clearance"])
    clearance = Clearance.objects.create(
        letter=ballot.letter, handed_in_by=world["secretariat"].person, handed_in_at=START, digest="0"
    )
    assert check(world, "ballots", 0).missing == "a second person has not cleared the letter"
    clearance.outcome = Clearance.Outcome.CLEARED
    clearance.save()
    assert check(world, "ballots", 0).done
    silence = a_ballot(world, "silence", 1022, hours=72)
    assert check(world, "ballots", 1).missing.startswith("no question")
    Question.objects.create(enquiry=silence, number=1, title=dict.fromkeys(LANGUAGES, "The draft"))
    assert check(world, "ballots", 1).words == "2 Members can reply", "observers are asked, in hours"
    Enquiry.objects.filter(pk=silence.pk).update(asked=[])
    assert "no Member asked may object" in check(world, "ballots", 1).missing
    world.consultation.settings = {**world.consultation.settings, "clearance": False}
    assert check(world, "ballots", 0).done


def test_body_sender_languages_documents_technicians_and_time_plan(world: World) -> None:
    world.consultation.title = {"en": "Test Consultation", "ar": "مشاورة"}
    body, languages = ([plain(gap.words) for gap in check(world, "registration", place).gaps] for place in (6, 7))
    others = "العربية, 中文, Français, Русский and Español"
    assert body == [
        f"no name in {others}",
        "no name of the sender",
        "no address for replies",
        "no help address",
        "no help telephone",
    ]
    assert languages == [
        "no title of the consultation in 中文, Français, Русский and Español",
        "nobody interprets into العربية, 中文, Русский and Español",
    ]
    everywhere = dict.fromkeys(LANGUAGES, "Council")
    world.consultation.body.name = everywhere
    world.consultation.title = everywhere
    sender = {"name": {"en": "Council"}, "help_address": "help@example.org", "reply_to": "council@example.org"}
    named = {"sender": sender, "help_phone": "+41 22 730 51 11"}
    world.consultation.settings = {**world.consultation.settings, **named}
    Registration.objects.filter(pk=world["french"].pk).update(booth_languages=[*LANGUAGES])
    assert (check(world, "registration", 6).done, check(world, "registration", 7).done) == (True, True)
    number = world.consultation.documents.count()
    assert check(world, "agenda", 3).missing == f"{number} documents without a file"
    for row in world.consultation.documents.all():
        row.files.create(language="en", link="https://example.org/a", by=world["secretariat"].person, at=START)
    assert check(world, "agenda", 3).done
    assert check(world, "agenda", 4).missing == "it is not published"
    AgendaPublication.objects.create(
        consultation=world.consultation, kind="time_plan", base="PLAN", content={}, published_at=START,
        published_by=world["secretariat"].person,
    )  # fmt: skip
    assert check(world, "agenda", 4).words == "Published"
    assert check(world, "sittings", 1).done
    Registration.objects.filter(role="technician").update(status="withdrawn")
    assert check(world, "sittings", 1).missing == "nobody is confirmed as technician"


def queries(world: World) -> int:
    consultation = Consultation.objects.select_related("body").get(pk=world.consultation.pk)
    with CaptureQueriesContext(connection) as sent:
        phases(consultation, timezone.now())
    return len(sent)


def test_the_number_of_queries_does_not_grow_with_members_items_and_sittings(world: World) -> None:
    a_ballot(world)
    before = queries(world)
    made = Member.objects.bulk_create(
        Member(body=a_body(), code=f"sm-{number}", kind="sector_member") for number in range(60)
    )
    Invitation.objects.bulk_create(Invitation(consultation=world.consultation, member=row) for row in made)
    Contact.objects.bulk_create(Contact(member=row, name="Office", email="o@example.org") for row in made)
    Item.objects.bulk_create(
        Item(consultation=world.consultation, listing="deferred", number=number, title={"en": "Item"})
        for number in range(1, 100)
    )
    Sitting.objects.bulk_create(
        Sitting(consultation=world.consultation, number=number, opens_at=START, closes_at=START)
        for number in range(2, 12)
    )
    for number in range(1030, 1034):
        a_ballot(world, number=number)
    assert queries(world) == before <= MOST_QUERIES
