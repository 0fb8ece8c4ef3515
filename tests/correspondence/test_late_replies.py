"""Replies that came late, extensions, and the declaration after which nothing is taken (rules 18 and 19)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence.actions import enquiries, replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.models import Reply, ReplyVersion
from hemicycle.people.models import FocalPoint, Registration
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import LATE, NOW, make_extension
from tests.correspondence.replying import code, give, on_paper, stands, yes
from tests.factories import make_world
from tests.support.extending import extend
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked


def test_rule_18_late_is_recorded_and_counts_when_the_chair_accepts_it(asked: Asked) -> None:
    late = give(asked, at=LATE)
    assert stands(asked) == ("late", None)
    chair = asked.performer("chair")
    assert code(lambda: replies.accept_late(late, chair, LATE, words=" ")) == "acceptance_needs_words"
    desk = asked.performer("secretariat")
    assert code(lambda: replies.accept_late(late, desk, LATE, words="The post was slow")) == "not_permitted"
    replies.accept_late(late, chair, LATE, words="The post was slow")
    assert stands(asked) == ("counted", 1)


def test_rule_18_nothing_after_the_result_is_declared(asked: Asked) -> None:
    late = give(asked, at=LATE)
    chair = asked.performer("chair")
    assert code(lambda: enquiries.declare(asked.enquiry, chair, NOW)) == "deadline_still_runs"
    enquiries.declare(asked.enquiry, chair, LATE)
    assert code(lambda: replies.accept_late(late, chair, LATE, words="After all")) == "result_declared"
    assert code(lambda: give(asked, at=LATE)) == "result_declared"
    assert code(lambda: enquiries.declare(asked.enquiry, chair, LATE)) == "result_declared"
    # Nor is anything entered that came on paper in time.
    desk, source = (
        asked.performer("secretariat"),
        Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW),
    )
    entered = lambda: replies.enter(  # noqa: E731 - an act to be refused
        asked.enquiry, desk, LATE, member=asked.member("gh"), answer=yes(asked, 1), source=source
    )
    assert code(entered) == "result_declared"
    assert not Reply.objects.filter(member=asked.member("gh")).exists()


def test_rule_19_an_extension_is_for_everybody_and_comes_with_a_letter(asked: Asked) -> None:
    desk = asked.performer("secretariat")

    extend(asked.enquiry, desk, NOW, letter=make_extension(asked.world), day=date(2020, 5, 29))
    give(asked, at=LATE)
    give(asked, "jp", at=LATE)
    assert [stands(asked, name) for name in ("br", "jp")] == [("counted", 1)] * 2


def test_rule_19_what_was_entered_while_the_extension_was_on_its_way_is_late_no_more(asked: Asked) -> None:
    on_paper(asked, 1, at=LATE)
    assert stands(asked, "gh") == ("late", None)
    letter, desk = make_extension(asked.world), asked.performer("secretariat")
    extend(asked.enquiry, desk, NOW, letter=letter, day=date(2020, 5, 29))
    assert stands(asked, "gh") == ("counted", 1)


def test_rule_18_who_accepted_a_late_answer_and_why_is_not_overwritten(asked: Asked) -> None:
    late = give(asked, at=LATE)
    replies.accept_late(late, asked.performer("chair"), LATE, words="Force majeure")
    again = lambda: replies.accept_late(late, asked.performer("vice_chair"), LATE, words="Other words")  # noqa: E731
    assert code(again) == "accepted_already"
    late.refresh_from_db()
    assert (late.accepted_by, late.accepted_why) == (asked.world["chair"].person, "Force majeure")


@pytest.mark.parametrize("bond", ["mandate", "mandate over", "registration elsewhere", "answer"])
def test_rule_18_nobody_accepts_for_their_own_state(asked: Asked, bond: str) -> None:
    late, vice = give(asked, at=LATE), asked.world["vice_chair"].person
    if bond.startswith("mandate"):
        row = asked.mandate("br", start=NOW)
        FocalPoint.objects.filter(pk=row.pk).update(person=vice, end=None if bond == "mandate" else LATE - timedelta(1))
    elif bond == "answer":
        with without_guards():
            ReplyVersion.objects.filter(pk=late.pk).update(person=vice)
    else:
        other = make_world(slug="other").consultation
        Registration.objects.create(
            consultation=other, person=vice, member=asked.member("br"), role="delegate", status="confirmed"
        )

    def accept(by: str) -> None:
        replies.accept_late(late, asked.performer(by), LATE, words="Force majeure")

    assert code(lambda: accept("vice_chair")) == "own_state"
    accept("chair")
    assert stands(asked) == ("counted", 1)
