"""The Members that are ticked, or all of them, are invited in one act with one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions.invitations import invite_many
from hemicycle.people.models import Invitation, Member
from hemicycle.rules.reasons import Refusal
from tests.factories import START, make_world

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    world = make_world()
    Invitation.objects.exclude(member__code="BR").delete()
    return world


def invite(world: World, codes: Collection[str] | None, who: str = "secretariat") -> int:
    return invite_many(world.consultation.pk, Performer(world[who].person), START, codes)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason.code.value


def test_all_members_are_invited_in_one_act(world: World) -> None:
    everybody = Member.objects.count()
    assert invite(world, None) == everybody - 1
    assert world.consultation.invitations.count() == everybody
    entry = Entry.objects.get(act="member.edit")
    assert "BR" not in entry.data["invited"]
    assert len(entry.data["invited"]) == everybody - 1
    assert invite(world, None) == 0


def test_those_that_are_ticked_are_invited(world: World) -> None:
    assert invite(world, ["BR", "JP", "GH"]) == 2
    assert set(world.consultation.invitations.values_list("member__code", flat=True)) == {"BR", "JP", "GH"}


def test_nobody_is_invited_where_none_is_ticked_or_one_is_gone(world: World) -> None:
    assert code(lambda: invite(world, [])) == "members_not_chosen"
    assert code(lambda: invite(world, ["JP", "XX"])) == "no_such_member"
    assert code(lambda: invite(world, None, who="br")) == "not_permitted"
    assert world.consultation.invitations.count() == 1
