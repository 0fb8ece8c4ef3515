"""Drafts of replies: whose they are, and that of two windows neither writes over the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence.actions import drafts
from hemicycle.correspondence.answers import Base
from hemicycle.correspondence.models import Draft, Enquiry, Reply, ReplyVersion
from tests.correspondence.conftest import END, NOW, make_letter
from tests.correspondence.replying import code, give

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked

NOTHING = Base(0, None)
SECOND = timedelta(seconds=1)


def save(asked: Asked, words: str, base: Base | None, at: int = 0) -> Draft:
    who = asked.world["br"].person
    return drafts.save_draft(asked.enquiry, asked.member("br"), who, NOW + at * SECOND, {"said": words}, base=base)


def said() -> str:
    words = Draft.objects.get().content["said"]
    assert isinstance(words, str)
    return words


def test_a_draft_counts_for_nothing_and_is_gone_once_submitted(asked: Asked) -> None:
    br = asked.world["br"].person
    drafts.save_draft(asked.enquiry, asked.member("br"), br, NOW, {"choices": {"1": "yes"}})
    assert not Reply.objects.exists()
    assert code(lambda: drafts.save_draft(asked.enquiry, asked.member("jp"), br, NOW, {})) == "no_mandate"
    give(asked)
    assert not Draft.objects.exists()


def test_only_the_draft_of_this_person_to_this_letter_is_thrown_away(asked: Asked) -> None:
    br, jp, letter = asked.world["br"].person, asked.world["jp"].person, make_letter(asked.world, 1006)
    other = Enquiry.objects.create(letter=letter, kind="items", asked=asked.enquiry.asked, deadline_day=END.date())
    for enquiry, name in ((asked.enquiry, "br"), (other, "br"), (asked.enquiry, "jp")):
        drafts.save_draft(enquiry, asked.member(name), asked.world[name].person, NOW, {"choices": {}})
    asked.mandate("br2")
    drafts.save_draft(asked.enquiry, asked.member("br"), asked.world["br2"].person, NOW, {"choices": {}})
    drafts.discard_draft(asked.enquiry, asked.member("br"), br)
    assert set(Draft.objects.values_list("enquiry", "person")) == {
        (other.pk, br.pk),
        (asked.enquiry.pk, jp.pk),
        (asked.enquiry.pk, asked.world["br2"].person_id),
    }


def test_of_two_windows_the_second_to_save_is_told_and_the_first_ones_draft_stays(asked: Asked) -> None:
    first = Base(0, save(asked, "first window", NOTHING).saved_at)
    assert code(lambda: save(asked, "second window", NOTHING, 1)) == "reply_draft_changed"
    assert said() == "first window"
    save(asked, "second window, which has seen the first", first, 2)
    assert code(lambda: save(asked, "first window again", first, 3)) == "reply_draft_changed"
    assert said() == "second window, which has seen the first"


def test_a_draft_that_was_thrown_away_and_begun_again_is_another_one(asked: Asked) -> None:
    first = Base(0, save(asked, "first", NOTHING).saved_at)
    br = asked.world["br"].person
    drafts.discard_draft(asked.enquiry, asked.member("br"), br, base=first)
    assert code(lambda: save(asked, "over nothing", first, 1)) == "reply_draft_changed"
    save(asked, "second", NOTHING, 2)
    stale = lambda: drafts.discard_draft(asked.enquiry, asked.member("br"), br, base=first)  # noqa: E731
    assert code(stale) == "reply_draft_changed"
    assert said() == "second"


def test_nobody_saves_or_submits_over_a_version_that_they_have_not_seen(asked: Asked) -> None:
    give(asked)
    assert code(lambda: save(asked, "before it was submitted", NOTHING, 1)) == "reply_submitted_meanwhile"
    assert code(lambda: give(asked, base=NOTHING)) == "reply_submitted_meanwhile"
    give(asked, base=Base(1, None))
    assert ReplyVersion.objects.count() == 2


def test_nobody_submits_over_a_draft_that_they_have_not_seen(asked: Asked) -> None:
    save(asked, "in the other window", NOTHING)
    assert code(lambda: give(asked, base=NOTHING)) == "reply_draft_changed"
    assert not ReplyVersion.objects.exists()
    assert said() == "in the other window"


@pytest.mark.parametrize("base", [NOTHING, Base(2, NOW)])
def test_a_base_is_read_as_it_is_written(base: Base) -> None:
    assert Base.read(str(base)) == base


@pytest.mark.parametrize("text", ["", "x|", "1", "1|yesterday", "1|2020-05-20T10:00:00"])
def test_what_is_no_base_is_none(text: str) -> None:
    assert Base.read(text) is None
