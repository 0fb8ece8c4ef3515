"""Contributions are submitted, revised and entered; each has its receipt, and its journal entry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError

from hemicycle.contributions.actions import drafts, submitting
from hemicycle.contributions.content import Content
from hemicycle.contributions.models import Contribution, ContributionDraft, ContributionVersion
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Mailing
from hemicycle.rules.contributions import Name, Stage, Timeliness
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel
from tests.contributions.contributing import CONTENT, DEFERRED, IN_TIME, LATE, URGENT, Contributing, refusal
from tests.factories import START
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from hemicycle.people.models import Upload
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_rule_25_a_submission_has_a_numbered_receipt_at_once(contributing: Contributing) -> None:
    first, second = contributing.submit("br"), contributing.submit("jp")
    assert (first.receipt, second.receipt) == ("test/1-BR-1", "test/2-JP-1")
    seen = contributing.seen(first)
    assert (seen.stage, seen.timeliness) == (Stage.SUBMITTED, Timeliness.IN_TIME)
    assert Contribution.objects.get(pk=first.contribution_id).stage == "submitted"


def test_an_act_is_one_journal_entry_with_the_digest_of_the_text(contributing: Contributing) -> None:
    before = Entry.objects.count()
    row = contributing.submit("br")
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.place) == ("contribution.submit", f"contribution:{row.contribution_id}")
    assert entry.data["receipt"] == "test/1-BR-1"
    assert entry.data["digest"] == CONTENT.cleaned(["comments", "proposal"]).digest
    assert CONTENT.title not in str(entry.data)


def test_rule_25_a_late_one_is_received_and_marked(contributing: Contributing) -> None:
    row = contributing.submit("br", LATE)
    assert contributing.seen(row).timeliness is Timeliness.LATE
    body = Mailing.objects.get(template="contribution_received").body["en"]
    assert "after the deadline: the Chair decides" in body
    assert row.receipt in body


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("chair", "not_permitted"),
        ("secretariat", "not_permitted"),
        ("technician", "not_permitted"),
        ("french", "not_permitted"),
    ],
)
def test_nobody_contributes_who_acts_for_no_member(contributing: Contributing, name: str, code: str) -> None:
    act = submitting.submit
    member = contributing.member("br")
    refused = refusal(act, contributing.key, contributing.by(name), IN_TIME, member=member, content=CONTENT)
    assert refused in {code, "no_mandate"}
    assert not ContributionVersion.objects.exists()


def test_nobody_contributes_for_another_member(contributing: Contributing) -> None:
    member = contributing.member("jp")
    refused = refusal(
        submitting.submit, contributing.key, contributing.by("br"), IN_TIME, member=member, content=CONTENT
    )
    assert refused == "no_mandate"


def test_a_focal_point_contributes_without_being_registered(contributing: Contributing, world: World) -> None:
    who = world["gh"]
    mandate(who, IN_TIME - timedelta(days=3))
    who.delete()
    row = contributing.submit("gh")
    assert row.person == who.person


def test_rule_02_which_classes_contribute_is_a_setting(contributing: Contributing, world: World) -> None:
    settings = world.consultation.settings
    settings["classes"] = [
        {**one, "rights": [right for right in one["rights"] if right != "contribute"]} for one in settings["classes"]
    ]
    world.consultation.save()
    assert refusal(contributing.submit, "br") == "not_permitted"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"item": (URGENT, 99)}, "contribution_item"),
        ({"item": ("nowhere", 1)}, "contribution_item"),
        ({"title": " "}, "contribution_without_title"),
        ({"parts": {"comments": "C"}}, "contribution_part_empty"),
        ({"parts": {"comments": "C" * 20_001, "proposal": "P"}}, "contribution_part_long"),
        ({"language": "qqq"}, "contribution_language"),
        ({"members": ("JP", "ZZ")}, "contribution_member"),
    ],
)
def test_rule_23_what_the_template_asks_for(contributing: Contributing, changes: dict[str, object], code: str) -> None:
    assert refusal(contributing.submit, "br", **changes) == code
    assert not Contribution.objects.exists()


def test_rule_15_nothing_is_contributed_to_a_withdrawn_item(contributing: Contributing, world: World) -> None:
    item = world.items[0]
    item.withdrawn_at = START
    item.save()
    assert refusal(contributing.submit, "br") == "contribution_item_withdrawn"


def test_rule_24_the_contacts_of_the_others_are_asked_and_shown_as_not_having_answered(
    contributing: Contributing, world: World
) -> None:
    mandate(world["jp"], IN_TIME - timedelta(days=3))
    row = contributing.submit("br", members=("JP", "GH"))
    seen = contributing.seen(row)
    assert [name for _row, name in seen.names] == [Name.CONFIRMED, Name.UNANSWERED, Name.UNANSWERED]
    asked = Mailing.objects.get(template="contribution_named")
    assert [delivery.person for delivery in asked.deliveries.all()] == [world["jp"].person]
    assert seen.submitters[1].mailing_id == asked.pk


def test_rule_23_the_one_that_leads_revises_until_the_deadline(contributing: Contributing) -> None:
    row = contributing.submit("br", members=("JP",))
    contributing.answer(row, "jp", confirmed=True)
    later = contributing.revise(row, title="On the revised budget", members=("JP", "GH"))
    seen = contributing.seen(row)
    assert (later.number, later.receipt, seen.latest.title) == (2, "test/1-BR-2", "On the revised budget")
    assert [name for _row, name in seen.names] == [Name.CONFIRMED, Name.UNANSWERED, Name.UNANSWERED]
    assert seen.versions[0].title == CONTENT.title
    assert refusal(contributing.revise, row) == "contribution_revised_meanwhile"
    assert refusal(contributing.revise, later, "jp", members=("BR",)) == "contribution_led_by_another"
    assert refusal(contributing.revise, later, "br", LATE) == "contribution_revised_late"


def test_who_is_named_no_more_is_no_submitter(contributing: Contributing) -> None:
    row = contributing.submit("br", members=("JP", "GH"))
    contributing.revise(row, members=("GH",))
    assert [one.member.code for one in contributing.seen(row).submitters] == ["BR", "GH"]
    with pytest.raises(Refusal):
        contributing.answer(row, "jp", confirmed=True)
    again = contributing.seen(row).latest
    contributing.revise(again, members=("GH", "JP"))
    assert [one.member.code for one in contributing.seen(row).submitters] == ["BR", "GH", "JP"]


def test_rule_21_what_came_by_mail_waits_for_its_member(contributing: Contributing) -> None:
    row = contributing.enter("br", LATE)
    assert contributing.seen(row).stage is Stage.UNCONFIRMED
    assert (row.channel, row.source is not None, row.person) == ("mail", True, None)
    contributing.answer(row, "br", confirmed=True)
    assert contributing.seen(row).stage is Stage.SUBMITTED


def test_rule_21_it_was_not_received_in_the_future(contributing: Contributing) -> None:
    source = submitting.Source(Channel.MAIL, IN_TIME + timedelta(hours=1), contributing.mail())
    refused = refusal(
        submitting.enter,
        contributing.key,
        contributing.by("secretariat"),
        IN_TIME,
        member=contributing.member("br"),
        content=CONTENT,
        source=source,
    )
    assert refused == "received_in_the_future"


def test_rule_20_a_version_never_changes(contributing: Contributing) -> None:
    row = contributing.submit("br")
    with pytest.raises(IntegrityError):
        ContributionVersion.objects.filter(pk=row.pk).update(title="Other")


def test_two_people_write_one_draft_and_the_second_is_told(contributing: Contributing, world: World) -> None:
    member, consultation = contributing.member("br"), world.consultation
    draft = drafts.begin_draft(consultation, member, world["br"].person, IN_TIME, Content())
    drafts.save_draft(draft, world["br"].person, IN_TIME, CONTENT, edition=1)
    other = Content(title="Mine")
    assert refusal(drafts.save_draft, draft, world["br2"].person, IN_TIME, other, edition=1) == (
        "contribution_draft_changed"
    )
    assert Content.of_draft(ContributionDraft.objects.get().content).title == CONTENT.title
    drafts.save_draft(draft, world["br2"].person, IN_TIME, other, edition=2)
    assert ContributionDraft.objects.get().saved_by == world["br2"].person


def test_a_draft_is_submitted_once(contributing: Contributing, world: World) -> None:
    person = world["br"].person
    draft = drafts.begin_draft(world.consultation, contributing.member("br"), person, IN_TIME, CONTENT)
    contributing.submit("br", draft=draft)
    assert not ContributionDraft.objects.exists()
    assert refusal(contributing.submit, "br2", draft=draft) == "contribution_draft_changed"
    assert Contribution.objects.count() == 1


def test_what_is_refused_leaves_its_draft(contributing: Contributing, world: World) -> None:
    person = world["br"].person
    draft = drafts.begin_draft(world.consultation, contributing.member("br"), person, IN_TIME, CONTENT)
    assert refusal(contributing.submit, "br", draft=draft, item=(DEFERRED, 77)) == "contribution_item"
    assert ContributionDraft.objects.get() == draft


def test_nobody_writes_a_draft_for_another_member(contributing: Contributing, world: World) -> None:
    draft = drafts.begin_draft(world.consultation, contributing.member("br"), world["br"].person, IN_TIME, CONTENT)
    assert refusal(drafts.save_draft, draft, world["jp"].person, IN_TIME, CONTENT, edition=1) == "no_mandate"
    assert refusal(drafts.discard_draft, draft, world["jp"].person, IN_TIME, edition=1) == "no_mandate"


def test_nothing_is_submitted_in_a_closed_consultation(contributing: Contributing, world: World) -> None:
    world.consultation.closed_at = START
    world.consultation.save()
    assert refusal(contributing.submit, "br") == "consultation_closed"


def test_a_contribution_may_be_a_file(contributing: Contributing) -> None:
    upload: Upload = contributing.mail()
    row = contributing.submit("br", parts={}, upload=upload)
    assert row.upload == upload
