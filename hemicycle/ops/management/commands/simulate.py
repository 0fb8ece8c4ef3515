"""``hemicycle simulate``: delegates and interpreters who are not there."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hemicycle.media.termination import cancel_on_signals
from hemicycle.ops.simulation import cast
from hemicycle.ops.simulation.run import Plan, simulate
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.sittings import queries
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from argparse import ArgumentParser

#: Of glibc's malloc.h.
M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8


class Command(BaseCommand):
    """Brings simulated people into a sitting that goes on."""

    help = "Bring simulated delegates and interpreters into a sitting, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, where, how lively."""
        parser.add_argument("--sitting", type=int, help="key of the sitting; the one that is open by default")
        parser.add_argument("--delegates", type=int, default=8)
        parser.add_argument("--interpreters", type=int, default=6)
        parser.add_argument("--spare", nargs="*", default=[], metavar="ADDRESS", help="people whom real people play")
        parser.add_argument("--no-lead", action="store_true", help="a real person leads from the beginning")
        parser.add_argument("--ask-every", type=float, default=60.0, metavar="SECONDS")
        parser.add_argument("--rest", type=float, default=4.0, metavar="SECONDS", help="between two speakers")
        parser.add_argument("--seconds", type=float, help="stop after that time")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until stopped."""
        sitting = self._sitting(options["sitting"])
        spare = set(Registration.objects.filter(person__email__in=options["spare"]).values_list("pk", flat=True))
        plan = Plan(
            address=settings.WEB_INTERNAL,
            sitting=sitting.pk,
            delegates=cast.delegates(sitting, options["delegates"], spare),
            interpreters=cast.interpreters(sitting, options["interpreters"], spare),
            leader=None if options["no_lead"] else cast.leader(sitting),
            leaders=frozenset(cast.leaders(sitting)),
            ask_every=options["ask_every"],
            rest=options["rest"],
            seed=options["seed"],
            seconds=options["seconds"],
        )
        if not plan.delegates and not plan.interpreters:
            raise CommandError(
                "There is nobody to simulate: the consultation has no made-up people. Run hemicycle seed."
            )
        self.stdout.write(
            f"{len(plan.delegates)} delegates and {len(plan.interpreters)} interpreters enter sitting {sitting.pk}."
        )
        _give_memory_back()
        asyncio.run(_until_stopped(plan))

    def _sitting(self, key: int | None) -> Sitting:
        if key is not None:
            sitting = Sitting.objects.filter(pk=key).first()
        else:
            sitting = Sitting.objects.filter(state=SittingState.OPEN.value).order_by("-opens_at").first()
        if sitting is None:
            raise CommandError("No sitting is open. Open one in the leader's console, or name one with --sitting.")
        return queries.find_sitting(sitting.pk)


def _give_memory_back() -> None:
    """Few arenas, trimmed early: glibc keeps what the media library's many threads free, hundreds of megabytes."""
    with contextlib.suppress(AttributeError):  # another C library
        allocator = ctypes.CDLL(None)
        allocator.mallopt(M_ARENA_MAX, 2)
        allocator.mallopt(M_TRIM_THRESHOLD, 128 * 1024)


async def _until_stopped(plan: Plan) -> None:
    """Run, and leave in good order when the process is told to stop."""
    running = asyncio.create_task(simulate(plan))
    cancel_on_signals(running)
    with contextlib.suppress(asyncio.CancelledError):
        await running
