"""Names are confirmed and withdrawn; the secretariat checks, numbers, translates and posts; the chair decides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.consultations.contribution_settings import ContributionPart
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions import links, queries
from hemicycle.contributions.actions import checking, names, posting, template
from hemicycle.contributions.models import Contribution
from hemicycle.documents.actions import documents
from hemicycle.documents.models import Document
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Contact
from hemicycle.people.uploads import Looked
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.contributions import Name, Stage, Timeliness
from tests.contributions.contributing import CONTENT, DEFERRED, IN_TIME, LATE, Contributing, refusal
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from hemicycle.rules.reasons import ReasonCode
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_rule_24_each_member_confirms_or_withdraws_its_own_name(contributing: Contributing) -> None:
    row = contributing.submit("br", members=("JP", "GH"))
    contributing.answer(row, "jp", confirmed=True)
    contributing.answer(row, "gh", confirmed=False)
    seen = contributing.seen(row)
    assert [name for _row, name in seen.names] == [Name.CONFIRMED, Name.CONFIRMED, Name.WITHDRAWN]
    assert refusal(contributing.answer, row, "no", confirmed=True) == "not_a_submitter"
    member = contributing.member("jp")
    act = names.answer
    key = row.contribution_id
    refused = refusal(
        act, contributing.key, contributing.by("gh"), IN_TIME, contribution=key, member=member, confirmed=False
    )
    assert refused == "no_mandate"


def test_rule_24_where_the_first_withdraws_the_next_leads_and_with_the_last_it_is_over(
    contributing: Contributing,
) -> None:
    row = contributing.submit("br", members=("JP",))
    contributing.answer(row, "jp", confirmed=True)
    contributing.answer(row, "br", confirmed=False)
    later = contributing.revise(row, "jp", members=("BR",), title="Ours now")
    assert later.member.code == "JP"
    contributing.answer(row, "jp", confirmed=False)
    assert contributing.seen(row).stage is Stage.WITHDRAWN
    assert Contribution.objects.get().stage == "withdrawn"


def test_rule_24_a_contact_without_an_account_answers_by_the_link_of_its_mail(contributing: Contributing) -> None:
    contact = Contact.objects.create(member=contributing.member("jp"), name="Office", email="office@example.org")
    row = contributing.submit("br", members=("JP",))
    submitter = contributing.seen(row).submitters[1]
    delivery = Delivery.objects.get(mailing=submitter.mailing)
    assert delivery.contact == contact
    address = links.address_of(submitter, delivery)
    found = links.named_in(address.rstrip("/").rpartition("/")[2], IN_TIME)
    assert found == (submitter, delivery)
    names.answer_by_link(*found, "192.0.2.9", IN_TIME, confirmed=True)
    assert contributing.seen(row).names[1][1] is Name.CONFIRMED
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.system, entry.subject) == ("contribution.name", "contribution link", "JP")


def test_the_document_that_a_contribution_becomes_is_not_removed_by_itself(contributing: Contributing) -> None:
    row = contributing.submit()
    contributing.number(row)
    document = contributing.seen(row).row.document
    assert document
    refused = refusal(documents.remove_document, document, contributing.by("secretariat"), IN_TIME)
    assert refused == "document_in_use"
    assert contributing.seen(row).row.document == document


def test_a_forged_link_and_one_of_an_earlier_version_open_nothing(contributing: Contributing) -> None:
    Contact.objects.create(member=contributing.member("jp"), name="Office", email="office@example.org")
    row = contributing.submit("br", members=("JP",))
    submitter = contributing.seen(row).submitters[1]
    delivery = Delivery.objects.get(mailing=submitter.mailing)
    token = links.address_of(submitter, delivery).rstrip("/").rpartition("/")[2]
    assert links.named_in(f"{token}x", IN_TIME) is None
    delivery.sent_at = IN_TIME - timedelta(days=91)
    delivery.save()
    assert links.named_in(token, IN_TIME) is None
    contributing.revise(row, members=("JP",), title="Another text")
    assert links.named_in(token, IN_TIME) is None
    fresh = contributing.seen(row).submitters[1]
    assert refusal(names.answer_by_link, fresh, delivery, None, IN_TIME, confirmed=True) == "no_such_link"


def test_rule_21_a_second_person_confirms_what_another_entered(contributing: Contributing) -> None:
    contributing.second()
    row = contributing.enter("br")
    act, key = names.confirm_entered, row.contribution_id
    first = refusal(act, contributing.key, contributing.by("secretariat"), IN_TIME, contribution=key)
    assert first == "needs_second_person"
    act(contributing.key, contributing.by("second"), IN_TIME, contribution=key)
    assert contributing.seen(row).stage is Stage.SUBMITTED
    again = refusal(act, contributing.key, contributing.by("second"), IN_TIME, contribution=key)
    assert again == "nothing_to_confirm"


def test_rule_23_changes_are_asked_for_and_the_member_is_told_the_reason(
    contributing: Contributing, world: World
) -> None:
    mandate(world["br"], IN_TIME - timedelta(days=3))
    row = contributing.submit("br")
    act, by, key = checking.ask_for_changes, contributing.by("secretariat"), row.contribution_id
    assert refusal(act, contributing.key, by, IN_TIME, contribution=key, words=" ") == "changes_need_words"
    act(contributing.key, by, IN_TIME, contribution=key, words="Two pages, please.")
    assert contributing.seen(row).stage is Stage.CHANGES_ASKED
    assert "Two pages, please." in Mailing.objects.get(template="contribution_changes").body["en"]
    assert refusal(contributing.number, row) == "contribution_not_waiting"
    later = contributing.revise(row, "br", LATE, title="Shorter")
    seen = contributing.seen(later)
    assert (seen.stage, seen.timeliness) == (Stage.SUBMITTED, Timeliness.IN_TIME)


def test_numbered_it_is_a_document_in_preparation_with_a_symbol_of_its_own(
    contributing: Contributing,
) -> None:
    first, second = contributing.submit("br"), contributing.submit("jp")
    contributing.number(first)
    document = Document.objects.get(symbol="C20/80")
    assert (document.posted_at, [row.member.code for row in document.submitters.all()]) == (None, ["BR"])
    assert contributing.seen(first).stage is Stage.IN_TRANSLATION
    assert refusal(contributing.number, second) == "document_symbol_taken"
    assert refusal(contributing.number, second, "C20/1") == "document_symbol_taken"
    assert refusal(contributing.number, second, "") == "contribution_symbol_missing"
    assert refusal(contributing.number, second, "no symbol!") == "document_symbol"


def test_a_number_that_is_removed_is_free_again_and_the_contribution_waits_for_another(
    contributing: Contributing, world: World
) -> None:
    row = contributing.submit("br")

    def remove(by: str = "secretariat") -> None:
        checking.remove_number(contributing.key, contributing.by(by), IN_TIME, contribution=row.contribution_id)

    assert refusal(remove) == "contribution_not_numbered"
    contributing.number(row)
    assert refusal(remove, "chair") == "not_permitted"
    item = world.items[0]
    before, item.document = item.document, Document.objects.get(symbol="C20/80")
    item.save()
    assert refusal(remove) == "document_in_use"
    item.document = before
    item.save()
    remove()
    seen = contributing.seen(row)
    assert (seen.stage, seen.row.symbol) == (Stage.SUBMITTED, "")
    assert not Document.objects.filter(symbol="C20/80").exists()
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["symbol"], entry.data["stage"][1]) == ("contribution.edit", "C20/80", "submitted")
    contributing.number(contributing.submit("jp"))
    contributing.number(row, "C20/81")
    contributing.post(row)
    assert refusal(remove) == "contribution_fixed"


def test_a_translation_follows_the_one_before_it(contributing: Contributing) -> None:
    row = contributing.submit("br")

    def translate(seen: int, language: str = "fr", **more: str) -> None:
        checking.translate(
            contributing.key, contributing.by("secretariat"), IN_TIME, contribution=row.contribution_id,
            language=language, title="Le budget", parts={"comments": "C", "proposal": "P", **more}, seen=seen,
        )  # fmt: skip

    assert refusal(translate, 0) == "contribution_not_numbered"
    contributing.number(row)
    translate(0)
    assert "fr" not in contributing.seen(row).lacking
    assert refusal(translate, 0) == "translation_changed"
    assert refusal(translate, 1, proposal="") == "contribution_part_empty"
    assert refusal(translate, 0, "en") == "contribution_own_language"
    translate(1)
    assert contributing.seen(row).translations["fr"].number == 2


def test_rule_20_posted_it_is_a_document_that_never_changes(contributing: Contributing, world: World) -> None:
    mandate(world["br"], IN_TIME - timedelta(days=3))
    row = contributing.submit("br", members=("JP", "GH"))
    contributing.answer(row, "jp", confirmed=True)
    contributing.number(row)
    document = contributing.post(row)
    assert document.posted_at == IN_TIME
    assert [one.member.code for one in document.submitters.order_by("place")] == ["BR", "JP"]
    assert contributing.seen(row).stage is Stage.POSTED
    assert refusal(contributing.answer, row, "jp", confirmed=False) == "contribution_fixed"
    assert queries.posted(world.consultation).keys() == {CONTENT.item}
    assert "C20/80" in Mailing.objects.get(template="contribution_posted").body["en"]


def test_what_changed_while_papers_were_made_is_not_posted(contributing: Contributing) -> None:
    row = contributing.submit("br", members=("JP",))
    contributing.number(row)
    state = posting.state_of(contributing.seen(row))
    contributing.answer(row, "jp", confirmed=True)
    papers = {"en": Looked(b"%PDF-1.7", "a.pdf", "application/pdf")}
    refused = refusal(
        posting.post, contributing.key, contributing.by("secretariat"), IN_TIME,
        contribution=row.contribution_id, papers=papers, seen=state,
    )  # fmt: skip
    assert refused == "contribution_changed_meanwhile"


def test_rule_18_the_chair_accepts_a_late_one_with_words(contributing: Contributing) -> None:
    row = contributing.submit("br", LATE)
    assert refusal(contributing.number, row, at=LATE) == "contribution_late_undecided"
    key, chair = row.contribution_id, contributing.by("chair")

    def decide(act: Callable[..., None], words: str) -> None:
        act(contributing.key, chair, LATE, contribution=key, words=words)

    assert refusal(decide, checking.accept_late, "") == "acceptance_needs_words"
    decide(checking.decline_late, "Too late")
    assert contributing.seen(row).timeliness is Timeliness.DECLINED
    decide(checking.accept_late, "Agreed after all")
    assert contributing.seen(row).timeliness is Timeliness.ACCEPTED
    contributing.number(row, at=LATE)


def test_rule_18_the_secretariat_does_not_accept_a_late_one(contributing: Contributing) -> None:
    row = contributing.submit("br", LATE)
    refused = refusal(
        checking.accept_late, contributing.key, contributing.by("secretariat"), LATE,
        contribution=row.contribution_id, words="W",
    )  # fmt: skip
    assert refused == "not_permitted"


def test_rule_15_a_contribution_makes_its_item_a_candidate_with_the_reason(
    contributing: Contributing, world: World
) -> None:
    item = world.items[2]
    item.listing, item.number, item.position = DEFERRED, 9, None
    item.save()

    def reason() -> ReasonCode:
        advice = read_advice(world.consultation)
        rows = {row.item.pk: row for row in assessments(world.consultation, advice)}
        return rows[item.pk].candidate.reason.code

    assert reason() is RuleCode.NOT_ASKED_FOR
    late = contributing.submit("jp", LATE, item=(DEFERRED, 9))
    assert reason() is RuleCode.NOT_ASKED_FOR
    row = contributing.submit("br", item=(DEFERRED, 9))
    assert reason() is RuleCode.CONTRIBUTED
    contributing.answer(row, "br", confirmed=False)
    assert reason() is RuleCode.NOT_ASKED_FOR
    checking.accept_late(contributing.key, contributing.by("chair"), LATE, contribution=late.contribution_id, words="W")
    assert reason() is RuleCode.CONTRIBUTED
    settings = world.consultation.settings
    settings["lists"] = [{**one, "by_contribution": False} for one in settings["lists"]]
    world.consultation.save()
    assert reason() is RuleCode.NOT_ASKED_FOR


def test_rule_23_the_parts_of_the_template_are_a_setting(contributing: Contributing, world: World) -> None:
    by = contributing.by("secretariat")
    wanted = ContributionPart(key="costs", name={"en": "Costs"}, required=False, limit=500)
    template.PARTS.add(contributing.key, by, IN_TIME, wanted)
    assert refusal(template.PARTS.add, contributing.key, by, IN_TIME, wanted) == "part_key_taken"
    nameless = ContributionPart(key="other")
    assert refusal(template.PARTS.add, contributing.key, by, IN_TIME, nameless) == "part_without_name"
    template.PARTS.move(contributing.key, by, IN_TIME, "costs", up=True)
    world.consultation.refresh_from_db()
    keys = [part.key for part in settings_of(world.consultation.settings).contribution_parts]
    assert keys == ["comments", "costs", "proposal"]
    contributing.submit("br", parts={**CONTENT.parts, "costs": "None"})
    assert refusal(template.PARTS.remove, contributing.key, by, IN_TIME, "costs") == "part_in_use"
    changed = wanted.model_copy(update={"name": {"en": "Costs and savings"}})
    template.PARTS.change(contributing.key, by, IN_TIME, changed, seen=seen_of(wanted))
    assert refusal(template.PARTS.change, contributing.key, by, IN_TIME, changed, seen="x") == "part_changed_meanwhile"


def test_an_extended_deadline_makes_late_ones_in_time(contributing: Contributing) -> None:
    row = contributing.submit("br", LATE)
    contributing.deadline(LATE.date())
    assert contributing.seen(row).timeliness is Timeliness.IN_TIME
    contributing.deadline(None)
    assert contributing.seen(row).timeliness is Timeliness.IN_TIME


def test_every_list_is_read_by_a_constant_number_of_queries(
    contributing: Contributing, world: World, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    contributing.submit("br", members=("JP",))
    with django_assert_num_queries(9):
        [seen.names for seen in queries.contributions_of(world.consultation)]
    contributing.submit("jp", members=("BR", "GH"))
    with django_assert_num_queries(9):
        [(seen.names, seen.stage, seen.counts) for seen in queries.contributions_of(world.consultation)]
