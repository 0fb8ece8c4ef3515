"""The secretariat enters what came on paper or by hand: receipt, second person, correction (rules 21 and 25)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.contributions.actions import names
from hemicycle.contributions.actions.submitting import Source
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Contact, Upload
from hemicycle.people.uploads import PDF, Looked
from hemicycle.rules.contributions import Name, Stage, Timeliness
from hemicycle.rules.replies import Channel
from tests.contributions.contributing import IN_TIME, LATE, Contributing, refusal
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from hemicycle.contributions.models import ContributionVersion
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

SCAN = Looked(b"%PDF-1.7\n%%EOF\n", "scan.pdf", PDF)
PAPER = Source(Channel.PAPER, IN_TIME, SCAN, brought_by="Mr. Bearer, third secretary")


def confirm(contributing: Contributing, row: ContributionVersion, by: str = "second") -> None:
    names.confirm_entered(contributing.key, contributing.by(by), IN_TIME, contribution=row.contribution_id)


def test_rule_21_what_came_on_paper_has_its_source_who_brought_it_and_waits(contributing: Contributing) -> None:
    row = contributing.enter(at=LATE, source=PAPER)
    assert (row.channel, row.brought_by, row.person) == ("paper", "Mr. Bearer, third secretary", None)
    assert row.source is not None
    assert row.source.name == "scan.pdf"
    seen = contributing.seen(row)
    # It is in time by the stamp, whenever it is entered.
    assert (seen.stage, seen.timeliness) == (Stage.UNCONFIRMED, Timeliness.IN_TIME)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.subject, entry.data["channel"]) == ("contribution.edit", "BR", "paper")
    assert "Bearer" not in str(entry.data)


def test_rule_25_the_contact_has_the_receipt_with_the_link_by_which_it_is_confirmed(
    contributing: Contributing,
) -> None:
    contact = Contact.objects.create(member=contributing.member("br"), name="Office", email="office@example.org")
    row = contributing.enter(source=PAPER, members=("JP",))
    told = Mailing.objects.get(template="contribution_entered")
    assert row.receipt in told.subject["en"]
    assert "Paper" in told.body["en"]
    assert [one.contact for one in told.deliveries.all()] == [contact]
    assert contributing.seen(row).submitters[0].mailing_id == told.pk
    delivery = Delivery.objects.get(mailing=told)
    names.answer_by_link(contributing.seen(row).submitters[0], delivery, None, IN_TIME, confirmed=True)
    assert contributing.seen(row).stage is Stage.SUBMITTED
    assert Mailing.objects.filter(template="contribution_received").count() == 1


def test_rule_21_who_entered_it_does_not_confirm_it(contributing: Contributing) -> None:
    contributing.second()
    row = contributing.enter(source=PAPER)
    assert refusal(confirm, contributing, row, "secretariat") == "needs_second_person"
    assert refusal(confirm, contributing, row, "chair") == "not_permitted"
    confirm(contributing, row)
    assert contributing.seen(row).stage is Stage.SUBMITTED


def test_rule_21_a_wrong_entry_is_corrected_by_a_colleague_and_confirmed_by_the_first(
    contributing: Contributing, world: World
) -> None:
    contributing.second()
    mandate(world["jp"], IN_TIME - timedelta(days=3))
    row = contributing.enter("br", source=PAPER, title="Wrong", members=("GH",))
    key, source = row.contribution_id, Source(Channel.PAPER, IN_TIME, row.source or SCAN)
    again = contributing.enter("jp", by="second", source=source, title="Right", corrects=key, seen=1, members=("GH",))
    seen = contributing.seen(row)
    assert (again.number, again.receipt, seen.latest.title) == (2, "test/1-JP-2", "Right")
    assert [one.member.code for one in seen.submitters] == ["JP", "GH"]
    assert again.source_id == row.source_id
    old = contributing.enter
    assert refusal(old, "br", source=source, corrects=key, seen=1) == "contribution_corrected_meanwhile"
    assert refusal(confirm, contributing, again) == "needs_second_person"
    confirm(contributing, again, "secretariat")
    assert contributing.seen(row).names[0][1] is Name.CONFIRMED
    assert refusal(old, "br", source=source, corrects=key, seen=2) == "contribution_confirmed"


def test_nothing_is_entered_for_a_member_without_the_right_or_that_was_not_invited(
    contributing: Contributing, world: World
) -> None:
    settings = world.consultation.settings
    settings["classes"] = [
        {**one, "rights": [right for right in one["rights"] if right != "contribute"]} for one in settings["classes"]
    ]
    world.consultation.save()
    before = Upload.objects.count()
    assert refusal(contributing.enter, source=PAPER) == "contribution_class"
    contributing.member("br").invitations.all().delete()
    assert refusal(contributing.enter, source=PAPER) == "contribution_member"
    # What is refused keeps no file either.
    assert Upload.objects.count() == before


@pytest.mark.parametrize("name", ["br", "chair", "technician", "french"])
def test_the_secretariat_alone_enters(contributing: Contributing, name: str) -> None:
    assert refusal(contributing.enter, by=name, source=PAPER) in {"not_permitted", "no_mandate"}


def test_the_paper_may_be_the_contribution_itself(contributing: Contributing) -> None:
    row = contributing.enter(source=PAPER, parts={}, itself=True)
    assert row.upload_id == row.source_id
    assert refusal(contributing.enter, source=PAPER, parts={}) == "contribution_part_empty"
