"""Who is entitled to vote, beside who is here (rules 35 and 36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.live import build
from hemicycle.people.models import Invitation, VoteSuspension
from hemicycle.sittings import queries
from hemicycle.sittings.actions import room
from tests.factories import START
from tests.support.floor import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World


def test_rule_36_a_member_whose_vote_is_suspended_that_day_is_no_voter_though_it_is_here(
    world: World, client_of: Callable[[object], Client]
) -> None:
    for name in ("br", "jp", "no"):
        Invitation.objects.get_or_create(consultation=world.consultation, member=world[name].member)
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(1))

    def counted() -> tuple[int, int]:
        presence = build.presence(queries.find_sitting(world.sitting.pk))
        shown = client_of(world["secretariat"]).get(reverse("people", args=[world.sitting.pk])).context
        assert (shown["voters_came"], shown["voters"]) == (presence.voters_present, presence.voters)
        return presence.voters_present, presence.voters

    both = counted()
    assert both[0] == 2, "Brazil and Japan have seats, Norway has none"
    assert world["jp"].member is not None
    VoteSuspension.objects.create(member=world["jp"].member, start=START.date(), end=START.date())
    assert counted() == (both[0] - 1, both[1] - 1)
