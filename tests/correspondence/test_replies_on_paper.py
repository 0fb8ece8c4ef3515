"""Replies that came on paper: a second person, and what replaces what (rule 21)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import enquiries, replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.models import Reply, ReplyVersion
from hemicycle.correspondence.seen_replies import respondent
from hemicycle.people.models import Registration
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import LATE, NOW, SENT
from tests.correspondence.replying import SOON, code, on_paper, second, stands, yes

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked


def test_rule_21_the_result_waits_for_what_waits_for_a_second_person(asked: Asked) -> None:
    desk, chair = asked.performer("secretariat"), asked.performer("chair")
    source = Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW)
    replies.enter(asked.enquiry, desk, LATE, member=asked.member("gh"), answer=yes(asked, 1), source=source)
    with pytest.raises(Refusal) as refused:
        enquiries.declare(asked.enquiry, chair, LATE)
    assert (refused.value.reason.code, refused.value.reason.facts) == ("replies_unsettled", {"replies": 1})
    asked.enquiry.refresh_from_db()
    assert asked.enquiry.declared_at is None


def test_rule_21_a_paper_counts_once_a_second_person_has_confirmed_it(asked: Asked) -> None:
    desk = asked.performer("secretariat")
    paper = Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW, signed_by="H.E. Ms. Ama")

    def entered(source: Source) -> ReplyVersion:
        answer = yes(asked, 1, no=(2,))
        return replies.enter(asked.enquiry, desk, SOON, member=asked.member("gh"), answer=answer, source=source)

    assert code(lambda: entered(Source(Channel.PHONE, None, NOW))) == "source_missing"
    assert code(lambda: entered(Source(Channel.PAPER, paper.upload, SOON + timedelta(days=1)))) == (
        "received_in_the_future"
    )
    version = entered(paper)
    assert stands(asked, "gh") == ("unconfirmed", None)
    assert code(lambda: replies.confirm(version, desk, SOON)) == "needs_second_person"
    assert code(lambda: replies.confirm(version, asked.performer("gh"), SOON)) in {"no_mandate", "not_permitted"}
    colleague = asked.world["technician"]
    colleague.role = "secretariat"
    colleague.save()
    replies.confirm(version, asked.performer("technician"), SOON)
    assert stands(asked, "gh") == ("counted", 1)
    assert (version.received_at, version.entered_at) == (NOW, SOON)


def test_rule_21_what_is_entered_after_the_deadline_counts_once_the_chair_accepts_it(asked: Asked) -> None:
    """However early it is said to have come: two people of the secretariat do not let a late answer in."""
    version = on_paper(asked, 1, at=LATE)
    assert stands(asked, "gh") == ("late", None)
    assert Reply.objects.get().why["code"] == "entered_late"
    assert queries.late_undecided(asked.enquiry) == [version]
    replies.accept_late(version, asked.performer("chair"), LATE, words="The stamp is of Wednesday")
    assert stands(asked, "gh") == ("counted", 1)
    assert Reply.objects.get().why["code"] == "entered_late_accepted"


def test_rule_21_a_later_paper_that_says_so_takes_the_place_of_an_earlier_one(asked: Asked) -> None:
    on_paper(asked, 1)
    on_paper(asked, 2)
    assert stands(asked, "gh") == ("conflict", None)
    replacing = on_paper(asked, 2, 3, confirmed=False, replaces=True)
    assert stands(asked, "gh") == ("conflict", None)
    replies.confirm(replacing, second(asked), SOON)
    assert stands(asked, "gh") == ("counted", 3)
    enquiries.declare(asked.enquiry, asked.performer("chair"), LATE)


def test_rule_21_a_paper_replaces_nothing_where_nothing_came_on_paper(asked: Asked) -> None:
    assert code(lambda: on_paper(asked, 1, replaces=True)) == "nothing_to_replace"
    on_paper(asked, 1, confirmed=False)
    replies.return_entry(Reply.objects.get().versions.get(), second(asked), SOON, words="It says no")
    assert code(lambda: on_paper(asked, 1, replaces=True)) == "nothing_to_replace"


def test_rule_21_the_form_begins_with_nothing_that_was_returned(asked: Asked) -> None:
    """However it was entered in the name of whoever fills the form in."""
    ghana, mandate = asked.world["gh"].person, asked.mandate("gh")
    entered = on_paper(asked, 1, confirmed=False, person=ghana)
    replies.return_entry(entered, second(asked), SOON, words="It says no")

    def begins_with() -> ReplyVersion | None:
        seen = respondent(asked.world.consultation, ghana, asked.enquiry.pk, "GH", SOON)
        assert mandate.person == seen.person
        return seen.last

    assert begins_with() is None
    confirmed = on_paper(asked, 2, person=ghana)
    assert begins_with() == confirmed


def test_rule_21_a_paper_received_before_the_letter_was_sent_is_none(asked: Asked) -> None:
    assert code(lambda: on_paper(asked, 1, received=SENT - timedelta(seconds=1))) == "received_before_asked"
    on_paper(asked, 1, received=SENT)


def test_rule_21_whom_the_enterer_let_in_does_not_confirm_what_they_entered(asked: Asked) -> None:
    version, colleague = on_paper(asked, 1, confirmed=False), second(asked)
    rows = Registration.objects.filter(pk=asked.world["technician"].pk)
    rows.update(confirmed_by=asked.world["secretariat"].person)
    assert code(lambda: replies.confirm(version, colleague, SOON)) == "needs_independent_person"
    assert code(lambda: replies.return_entry(version, colleague, SOON, words="No")) == "needs_independent_person"
    rows.update(confirmed_by=asked.world["chair"].person, entered_by=asked.world["secretariat"].person)
    assert code(lambda: replies.confirm(version, colleague, SOON)) == "needs_independent_person", "a second self"
    rows.update(entered_by=None)
    replies.confirm(version, colleague, SOON)
