"""How an installation is: its processes, queues, database, disk and certificate, for a person and for a monitor."""

from __future__ import annotations

import shutil
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import django
import httpx
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hemicycle.arrivals import mailbox_state
from hemicycle.arrivals.models import Arrival
from hemicycle.correspondence.models import ReplyNotice
from hemicycle.journal import stamping
from hemicycle.journal.models import Entry, SignedHead
from hemicycle.mail.models import Delivery
from hemicycle.ops import installation as installations
from hemicycle.ops import second_factors
from hemicycle.ops.backup import uploads
from hemicycle.ops.engines import CENTRIFUGO, LIVEKIT
from hemicycle.ops.services import health
from hemicycle.sittings.models import Attendance

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hemicycle.arrivals.mailbox_state import Away

#: Seconds for which a process, or the certificate's server, may think.
PATIENCE = 2.0
#: So long may something wait for the worker; of the certificate so much must be left.
LATE = timedelta(minutes=15)
CERTIFICATE_LEFT = timedelta(days=14)
#: Shares of the disk that must be free, and of the database's connections that may be taken.
FREE_SHARE = 0.05
CONNECTIONS_SHARE = 0.8
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Queue:
    """What waits for the worker, since when the first of it does, and what has failed within a day."""

    waiting: int
    since: datetime | None
    failed: int = 0

    def late(self, now: datetime) -> bool:
        """Whether the worker is behind."""
        return self.since is not None and now - self.since > LATE


@dataclass(frozen=True)
class Database:
    """The database.

    Attributes:
        size: In bytes.
        connections, most_connections: That are open, and that may be; ``None`` where there is no such limit.
    """

    vendor: str
    version: str
    size: int
    connections: int | None = None
    most_connections: int | None = None

    @property
    def crowded(self) -> bool:
        """Whether it may soon refuse one more."""
        if self.connections is None or self.most_connections is None:
            return False
        return self.connections > CONNECTIONS_SHARE * self.most_connections


@dataclass(frozen=True)
class Disk:
    """One disk that the installation writes to, in bytes."""

    path: Path
    free: int
    size: int

    @property
    def full(self) -> bool:
        """Whether little is left."""
        return self.free < FREE_SHARE * self.size


@dataclass(frozen=True)
class Status:
    """An installation at one moment.

    Attributes:
        processes: Whether each answers.
        mail, tasks, notices: What waits for the worker: mail, work in the background, mails that are not worded yet.
        arrivals: Messages that came and were not read yet.
        mailbox: Since when the mailbox cannot be read, and why; ``None`` where it can be, or none is set.
        unsealed: Entries of the journal that have no seal yet.
        unstamped: Signed heads that the time-stamping service has not stamped yet; none where none is set.
        signed: When the journal's head was signed last, and by which key; ``None`` where it never was.
        certificate: Until when that of the public address is good; ``None`` where it has none.
        certificate_problem: Why it could not be read, or is not accepted.
        people: In rooms now.
        without_factor: Roles of which no second factor is required (``ops.second_factors.missing``). Whether that is
            meant, as where an organization's own service asks for it, is not known here: it is said, and is no fault.
    """

    at: datetime
    processes: dict[str, bool]
    mail: Queue
    tasks: Queue
    notices: Queue
    arrivals: Queue
    mailbox: Away | None
    unsealed: Queue
    unstamped: Queue
    signed: tuple[datetime, str] | None
    database: Database
    disks: tuple[Disk, ...]
    certificate: datetime | None
    certificate_problem: str
    people: int
    without_factor: dict[str, list[str]]

    @property
    def queues(self) -> dict[str, Queue]:
        """By name."""
        return {
            "mail": self.mail,
            "tasks": self.tasks,
            "notices": self.notices,
            "arrivals": self.arrivals,
            "journal": self.unsealed,
            "stamps": self.unstamped,
        }

    @property
    def expires_soon(self) -> bool:
        """Whether the certificate is to be renewed now."""
        return self.certificate is not None and self.certificate - self.at < CERTIFICATE_LEFT

    @property
    def well(self) -> bool:
        """Whether nobody has to do anything."""
        return not (
            not all(self.processes.values())
            or any(queue.late(self.at) for queue in self.queues.values())
            or self.database.crowded
            or any(disk.full for disk in self.disks)
            or self.mailbox is not None
            or self.expires_soon
            or self.certificate_problem
        )


def versions() -> dict[str, str]:
    """Of what runs, by name."""
    return {
        "Hemicycle": version("hemicycle"),
        "Python": python_version(),
        "Django": django.get_version(),
        "LiveKit": LIVEKIT.version,
        "Centrifugo": CENTRIFUGO.version,
    }


def status() -> Status:
    """Look at everything."""
    now = timezone.now()
    certificate, problem = _certificate()
    return Status(
        at=now,
        processes=_processes(),
        mail=_queue(Delivery.objects.filter(state__in=["queued", "sending"]), "mailing__at", _failed_mail(now)),
        tasks=_queue(DBTaskResult.objects.ready(), "enqueued_at", _failed_tasks(now)),
        notices=_queue(ReplyNotice.objects.all(), "at"),
        arrivals=_queue(Arrival.objects.filter(state=Arrival.State.TAKEN), "at"),
        mailbox=mailbox_state.away(),
        unsealed=_queue(Entry.objects.filter(seal=None), "at"),
        unstamped=_queue(stamping.waiting(), "at"),
        signed=SignedHead.objects.order_by("-at").values_list("at", "key").first(),
        database=_database(),
        disks=_disks(),
        certificate=certificate,
        certificate_problem=problem,
        people=Attendance.objects.filter(left_at=None).count(),
        without_factor=second_factors.missing(),
    )


def _processes() -> dict[str, bool]:
    addresses = health(installations.read())

    def answers(address: str) -> bool:
        try:
            return httpx.get(address, timeout=PATIENCE, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    with ThreadPoolExecutor(len(addresses)) as pool:
        return dict(zip(addresses, pool.map(answers, addresses.values()), strict=True))


def _queue(rows: QuerySet[Any], moment: str, failed: int = 0) -> Queue:
    found = rows.aggregate(number=Count("pk"), first=Min(moment))
    return Queue(found["number"], found["first"], failed)


def _failed_mail(now: datetime) -> int:
    failed = Delivery.objects.filter(state__in=["failed", "bounced"], made_good=False)
    return failed.filter(mailing__at__gt=now - DAY).count()


def _failed_tasks(now: datetime) -> int:
    return DBTaskResult.objects.failed().filter(finished_at__gt=now - DAY).count()


def _database() -> Database:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version(), page_count * page_size FROM pragma_page_count, pragma_page_size")
            number, size = cursor.fetchone()
            return Database("SQLite", number, size)
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()), "
            "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'), "
            "current_setting('max_connections')::int"
        )
        return Database("PostgreSQL", *cursor.fetchone())


def _disks() -> tuple[Disk, ...]:
    """Of the data folder and of the uploads, once where they are the same."""
    by_device: dict[int, Disk] = {}
    for folder in (Path(settings.HOME), uploads()):
        there = next(path for path in (folder, *folder.parents) if path.exists())
        usage = shutil.disk_usage(there)
        by_device.setdefault(there.stat().st_dev, Disk(folder, usage.free, usage.total))
    return tuple(by_device.values())


def _certificate() -> tuple[datetime | None, str]:
    """Until when the one that browsers are shown is good, or what is wrong with it."""
    public = urlsplit(settings.PUBLIC_ADDRESS)
    if public.scheme != "https" or not public.hostname:
        return None, ""
    try:
        with (
            socket.create_connection((public.hostname, public.port or 443), PATIENCE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=public.hostname) as shown,
        ):
            ends = str((shown.getpeercert() or {}).get("notAfter", ""))
            return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC), ""
    except (OSError, ValueError) as error:
        return None, str(error)
