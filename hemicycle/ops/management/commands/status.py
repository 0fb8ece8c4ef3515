"""``hemicycle status``: one page on how the installation is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand

from hemicycle.arrivals.mailbox_state import Cause
from hemicycle.ops import status as state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.ops.status import Queue, Status

    #: What it is about, what is said of it, and whether that is well.
    Line = tuple[str, str, bool]

QUEUES = {
    "mail": "Mail that waits",
    "tasks": "Work that waits",
    "notices": "Notices that wait",
    "arrivals": "Mail not read yet",
    "journal": "Entries without a seal",
    "stamps": "Heads without a time stamp",
}
_MAILBOX = {
    Cause.SERVER: "its server does not answer",
    Cause.SIGNING_IN: "its server refuses user or password",
    Cause.FOLDER: "its folder is not there",
}
GIGABYTE = 1e9


class Command(BaseCommand):
    """Looks at processes, queues, database, disk and certificate; ends with 1 where somebody has to do something."""

    help = "Say how the installation is: processes, queues, database, disk, certificate, versions."

    def handle(self, *_args: object, **_options: object) -> None:
        """Look, and say."""
        now = state.status()
        lines = list(_lines(now))
        width = max(len(label) for label, _words, _well in lines) + 2
        for label, words, well in lines:
            mark = self.style.SUCCESS("ok  ") if well else self.style.ERROR("LOOK")
            self.stdout.write(f"{mark}  {label:<{width}}{words}")
        for where, roles in now.without_factor.items():
            words = f"not required of: {', '.join(roles)} ({where})"
            self.stdout.write(f"{self.style.WARNING('note')}  {'Second factor':<{width}}{words}")
        if not now.well:
            sys.exit(1)


def _lines(now: Status) -> Iterator[Line]:
    yield "Versions", ", ".join(f"{name} {number}" for name, number in state.versions().items()), True
    for name, answers in now.processes.items():
        log = settings.HOME / "logs" / f"{name}.log"
        yield f"Process {name}", "answers" if answers else f"does not answer; its last words are in {log}", answers
    yield "People in rooms", str(now.people), True
    for name, label in QUEUES.items():
        queue = now.queues[name]
        yield label, _waits(queue, now.at), not queue.late(now.at)
    if now.mailbox is not None:
        since = f"{now.mailbox.since:%d %B %Y, %H:%M} UTC"
        yield "Mailbox", f"cannot be read since {since}: {_MAILBOX[now.mailbox.cause]}; messages stay there", False
    yield (
        "Journal signed",
        f"{now.signed[0]:%d %B %Y, %H:%M} UTC, key {now.signed[1]}" if now.signed else "not yet",
        True,
    )
    database = now.database
    used = f", {database.connections} of {database.most_connections} connections" if database.most_connections else ""
    size = f"{database.size / 1e6:.0f} MB"
    yield "Database", f"{database.vendor} {database.version}, {size}{used}", not database.crowded
    for disk in now.disks:
        words = f"{disk.free / GIGABYTE:.1f} of {disk.size / GIGABYTE:.1f} GB free for {disk.path}"
        yield "Disk", words, not disk.full
    yield _certificate(now)


def _waits(queue: Queue, now: datetime) -> str:
    words = str(queue.waiting)
    if queue.since is not None:
        words += f", the first for {(now - queue.since).total_seconds() / 60:.0f} min"
    return words + (f"; {queue.failed} failed within a day" if queue.failed else "")


def _certificate(now: Status) -> Line:
    if now.certificate_problem:
        return "Certificate", f"{settings.PUBLIC_ADDRESS}: {now.certificate_problem}", False
    if now.certificate is None:
        return "Certificate", f"none: {settings.PUBLIC_ADDRESS} is not https", True
    left = (now.certificate - now.at).days
    return "Certificate", f"good until {now.certificate:%d %B %Y}, {left} days", not now.expires_soon
