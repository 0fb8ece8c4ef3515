"""Who is asked is written down when a letter is sent, and read from there alone (rule 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.presets import preset
from hemicycle.correspondence import addressees, letter_queries, open_enquiries, queries, results, seen_replies
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.actions.acknowledging import acknowledge
from hemicycle.correspondence.models import Addressee, Enquiry, Letter, ReplyVersion
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions import invitations, seats_and_votes
from hemicycle.people.models import Registration, Seat, VoteSuspension
from hemicycle.rules.capacity import Period, Seating
from tests.correspondence.conftest import END, NOW, SENT, make_letter
from tests.correspondence.replying import give, on_paper, stands, yes
from tests.correspondence.test_letters import ITEMS, code, member, reached, secretariat, send, written
from tests.factories import make_world
from tests.support.guards import without_guards
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]
DAY = timedelta(days=1)


def rows(letter: int) -> set[tuple[str, str, bool]]:
    return set(Addressee.objects.filter(letter=letter).values_list("member__code", "capacity", "may_vote"))


def test_rule_05_sending_writes_down_each_member_with_its_class_and_vote(
    reached: World, secretariat: Performer
) -> None:
    VoteSuspension.objects.create(member=member("GH"), start=NOW.date() - DAY, reason="arrears")
    Seat.objects.filter(member__code="JP").update(end=NOW.date())
    Seat.objects.create(member=member("NO"), start=NOW.date() + DAY)
    made = written(reached, secretariat)
    asking.ask(made, secretariat, NOW, ITEMS)
    assert not Addressee.objects.exists()
    send(made, secretariat, stand_ins={f"q.{code}": "en" for code in ("fr", "ar", "zh", "ru", "es")})
    assert rows(made.pk) == {
        ("BR", "council_state", True),
        ("JP", "council_state", True),
        ("GH", "council_state", False),
    }


def test_rule_36_the_class_decides_who_is_entitled_to_vote(world: World) -> None:
    """In a body without an organ nobody has a seat; in one with an organ a seat alone is not enough."""
    VoteSuspension.objects.create(member=member("GH"), start=NOW.date() - DAY, reason="arrears")
    VoteSuspension.objects.create(member=member("NO"), start=NOW.date() + DAY, reason="arrears")

    def entitled(name: str, one: str, **changes: object) -> set[str]:
        classes = [row | changes if row["key"] == one else row for row in preset(name).settings["classes"]]
        world.consultation.settings = {**world.consultation.settings, "classes": classes}
        world.consultation.save()
        letter = make_letter(world, sent=False)
        letter.addressed = [one]
        return {row.member.code for row in addressees.computed(letter, NOW.date()) if row.may_vote}

    assert entitled("council", "council_state") == {"BR", "JP"}
    Letter.objects.all().delete()
    assert entitled("council", "council_state", rights=["answer"]) == set()
    Letter.objects.all().delete()
    Seat.objects.all().delete()
    assert entitled("silence", "member_state") == {"BR", "JP", "NO", "PE"}


def test_rule_36_a_ballot_is_open_to_whoever_was_entitled_when_it_was_sent(asked: Asked) -> None:
    """Also on paper; every other letter is replied to as before."""
    asked.mandate("gh")
    Enquiry.objects.update(kind=Enquiry.Kind.BALLOT)
    with without_guards():
        Addressee.objects.filter(member=asked.member("gh")).update(may_vote=False)
    ballot = replace(yes(asked, 1), choices={asked.questions[0].pk: "approve"})

    def cast(name: str) -> ReplyVersion:
        return replies.submit(asked.enquiry, asked.performer(name), NOW, member=asked.member(name), answer=ballot)

    asked.enquiry.refresh_from_db()
    assert cast("br").number == 1
    assert code(lambda: cast("gh")) == "ballot_needs_vote"
    assert code(lambda: on_paper(asked, 1)) == "ballot_needs_vote"
    with pytest.raises(seen_replies.NotTheirs) as told:
        seen_replies.respondent(asked.world.consultation, asked.world["gh"].person, asked.enquiry.pk, "GH", NOW)
    assert told.value.reason.code == "ballot_needs_vote"
    waiting = {name: open_enquiries.asked_of(asked.world[name].person, NOW) for name in ("br", "gh")}
    assert [bool(rows) for rows in waiting.values()] == [True, False]
    Enquiry.objects.update(kind=Enquiry.Kind.ITEMS)
    asked.enquiry.refresh_from_db()
    give(asked, "gh", 1)
    assert open_enquiries.asked_of(asked.world["gh"].person, NOW)


def test_rule_02_a_class_that_only_votes_replies_to_no_other_letter(asked: Asked) -> None:
    settings = asked.world.consultation.settings
    classes = [{**row, "rights": ["vote"]} if row["key"] == "council_state" else row for row in settings["classes"]]
    asked.world.consultation.settings = {**settings, "classes": classes}
    asked.world.consultation.save()
    assert code(lambda: give(asked, "br", 1)) == "reply_needs_right"
    with pytest.raises(seen_replies.NotTheirs) as told:
        seen_replies.respondent(asked.world.consultation, asked.world["br"].person, asked.enquiry.pk, "BR", NOW)
    assert told.value.reason.code == "reply_needs_right"


def test_rule_05_a_draft_asks_those_who_are_of_its_classes_today(asked: Asked) -> None:
    draft = Enquiry.objects.create(
        letter=make_letter(asked.world, 1006, sent=False),
        kind="items",
        asked=["council_state"],
        deadline_day=END.date(),
    )
    Seat.objects.filter(member=asked.member("jp")).update(end=SENT.date())
    assert {row.code for row in queries.asked(draft, SENT.date())} == {"BR", "GH", "JP"}
    assert {row.code for row in queries.asked(draft, NOW.date())} == {"BR", "GH"}


def test_rule_05_nothing_that_is_done_afterwards_changes_who_was_asked(asked: Asked) -> None:
    """Also what the secretariat of another consultation does, for whatever past days."""
    other = make_world(slug="other")
    before = rows(asked.enquiry.letter_id)
    give(asked, "br", 1)
    elsewhere = (other.consultation.pk, Performer(other["secretariat"].person))
    seats_and_votes.remove_seat(*elsewhere, NOW, "BR", start=date(2019, 1, 1))
    seats_and_votes.add_seat(*elsewhere, NOW, "NO", Seating(date(2019, 1, 1)))
    seats_and_votes.suspend_vote(*elsewhere, NOW, "GH", Period(date(2019, 1, 1)), reason="arrears")
    assert rows(asked.enquiry.letter_id) == before
    assert {row.code for row in queries.asked(asked.enquiry, NOW.date())} == {"BR", "GH", "JP"}
    assert [row.put_to.may_vote for row in results.returns(asked.enquiry, NOW.date()).rows] == [True] * 3
    (progress,) = results.progress(asked.world.consultation, NOW.date())
    assert (progress.asked, progress.counted) == (3, 1)
    assert {row.code for row in queries.missing(asked.enquiry, NOW.date())} == {"GH", "JP"}
    give(asked, "br", 2)
    assert stands(asked) == ("counted", 2)
    assert [row.member.code for row in open_enquiries.asked_of(asked.world["br"].person, NOW)] == ["BR"]
    asked.mandate("no")
    assert code(lambda: give(asked, "no")) == "member_not_asked"
    assert not open_enquiries.asked_of(asked.world["no"].person, NOW)
    assert not addressees.goes_to(make_letter(asked.world, 1006, sent=False), asked.member("br"))
    assert "BR" in {fate.member.code for fate in letter_queries.fates(asked.enquiry.letter, NOW.date())}


@pytest.mark.parametrize("kind", [Enquiry.Kind.ITEMS, Enquiry.Kind.BALLOT])
def test_rule_05_a_member_that_is_asked_replies_whatever_its_seats_make_it_since(asked: Asked, kind: str) -> None:
    """Its class of today may do nothing that a reply or an acknowledgement takes."""
    consultation, by = asked.world.consultation, asked.world["br"].person
    Enquiry.objects.update(kind=kind)
    classes = consultation.settings["classes"]
    consultation.settings["classes"] = [
        {**one, "rights": []} if one["key"] == "observer_state" else one for one in classes
    ]
    consultation.save()
    seats_and_votes.remove_seat(consultation.pk, asked.performer("secretariat"), NOW, "BR", start=date(2019, 1, 1))
    enquiry = Enquiry.objects.get()
    for choice in ("yes", "no"):
        choices = {question.pk: "approve" if kind == "ballot" else choice for question in asked.questions}
        answer = replace(yes(asked, 1), choices=choices)
        replies.submit(enquiry, Performer(by), NOW, member=asked.member("br"), answer=answer)
        assert seen_replies.respondent(consultation, by, enquiry.pk, "", NOW).versions
    acknowledge(enquiry.letter, Performer(by), NOW, asked.member("br"))
    entry = Entry.objects.filter(act="reply.give").latest("pk")
    assert (entry.capacity, entry.data["asked_as"]) == ("observer_state", "council_state")
    # An observer that was not asked may not reply.
    asked.mandate("no")
    assert code(lambda: give(asked, "no")) in {"member_not_asked", "not_permitted"}


def test_rule_05_who_is_invited_later_is_not_asked(asked: Asked) -> None:
    asked.world.consultation.invitations.filter(member=asked.member("no")).delete()
    with without_guards():
        Addressee.objects.filter(member=asked.member("no")).delete()
    Seat.objects.create(member=asked.member("no"), start=date(2019, 1, 1))
    invitations.invite(asked.world.consultation.pk, asked.performer("secretariat"), NOW, "NO")
    assert "NO" not in {row.code for row in queries.asked(asked.enquiry, NOW.date())}


def test_rule_05_a_member_to_which_a_letter_went_is_not_taken_out(asked: Asked) -> None:
    Registration.objects.filter(member=asked.member("gh")).delete()
    consultation, desk = asked.world.consultation.pk, asked.performer("secretariat")

    def take_out() -> None:
        invitations.take_out(consultation, desk, NOW, "GH")

    assert code(take_out) == "member_has_letters"
    assert asked.world.consultation.invitations.filter(member=asked.member("gh")).exists()
    with without_guards():
        Addressee.objects.all().delete()
    take_out()
    assert not asked.world.consultation.invitations.filter(member=asked.member("gh")).exists()


@pytest.fixture
def before(migrate_back: Callable[..., Apps]) -> Apps:
    """The models as they were before it was written down."""
    return migrate_back(("correspondence", "0005_mail_is_a_room"), ("people", "0006_mail_and_imports_are_rooms"))


def test_rule_05_of_letters_that_were_sent_already_it_is_written_down_as_it_was_read(before: Apps) -> None:
    get = before.get_model
    consultation = get("consultations.Consultation").objects.create(
        slug="c", title={}, first_day=SENT.date(), last_day=SENT.date()
    )
    members = {}
    for name, start, end in (
        ("BR", date(2019, 1, 1), None),
        ("JP", date(2019, 1, 1), date(2020, 5, 13)),
        ("GH", date(2019, 1, 1), date(2020, 5, 14)),
        ("NO", None, None),
    ):
        members[name] = get("people.Member").objects.create(code=name, kind="state")
        if start:
            get("people.CouncilSeat").objects.create(member=members[name], start=start, end=end)
        if name != "GH":  # taken out meanwhile, with its answer
            get("people.Invitation").objects.create(consultation=consultation, member=members[name])
    get("people.VoteSuspension").objects.create(member=members["BR"], start=date(2020, 1, 1))
    letter = get("correspondence.Letter").objects.create(
        consultation=consultation, series="DM-20", number=1005, dated=SENT.date(), state="sent",
        addressed=["council_state"], sent_at=datetime(2020, 5, 13, 22, 30, tzinfo=UTC),
    )  # fmt: skip
    enquiry = get("correspondence.Enquiry").objects.create(
        letter=letter, kind="items", asked=["council_state"], deadline_day=END.date()
    )
    for name in ("GH", "NO"):  # the seat of Norway was taken away afterwards
        get("correspondence.Reply").objects.create(enquiry=enquiry, member=members[name])
    get("correspondence.Letter").objects.create(
        consultation=consultation, series="DM-20", number=1006, dated=SENT.date(), addressed=["council_state"]
    )
    migrate()
    assert rows(letter.pk) == {
        ("BR", "council_state", False),
        ("GH", "council_state", True),
        ("NO", "council_state", False),
    }
    assert Addressee.objects.count() == 3
