"""``/metrics``: the figures of ``hemicycle status`` for Prometheus, to whoever has the key."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from hemicycle.ops.status import status, versions
from hemicycle.people.access import Requirement, requires

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.ops.status import Status


@requires(Requirement.SIGNATURE)
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is known of the installation's state. Where there is no ``METRICS_KEY``, it is told to nobody."""
    expected = f"Bearer {settings.METRICS_KEY}"
    has_key = hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode())
    if not (settings.METRICS_KEY and has_key):
        return HttpResponseForbidden()
    return HttpResponse(exposition(status()), content_type=CONTENT_TYPE_LATEST)


def exposition(now: Status) -> bytes:
    """The figures in Prometheus's text format."""
    registry = CollectorRegistry()

    def gauge(name: str, words: str, *labels: str) -> Gauge:
        return Gauge(f"hemicycle_{name}", words, labels, registry=registry)

    gauge("info", "Versions of what runs.", *[name.lower() for name in versions()]).labels(*versions().values()).set(1)
    up = gauge("process_up", "Whether a process answers.", "process")
    for name, answers in now.processes.items():
        up.labels(name).set(answers)
    waiting = gauge("queue_waiting", "What waits for the worker.", "queue")
    oldest = gauge("queue_oldest_seconds", "Since when the first of it waits.", "queue")
    failed = gauge("queue_failed", "What has failed within a day.", "queue")
    for name, queue in now.queues.items():
        waiting.labels(name).set(queue.waiting)
        oldest.labels(name).set((now.at - queue.since).total_seconds() if queue.since else 0)
        failed.labels(name).set(queue.failed)
    gauge("people_in_rooms", "People in the rooms of sittings.").set(now.people)
    gauge("database_bytes", "Size of the database.").set(now.database.size)
    if now.database.connections is not None and now.database.most_connections is not None:
        gauge("database_connections", "Connections to the database server.").set(now.database.connections)
        gauge("database_connections_max", "As many may be open.").set(now.database.most_connections)
    free = gauge("disk_free_bytes", "What is free of a disk.", "path")
    size = gauge("disk_bytes", "Its size.", "path")
    for disk in now.disks:
        free.labels(str(disk.path)).set(disk.free)
        size.labels(str(disk.path)).set(disk.size)
    if now.certificate is not None:
        gauge("certificate_expires_seconds", "When the certificate ends, as a Unix time.").set(
            now.certificate.timestamp()
        )
    gauge("well", "Whether nobody has to do anything.").set(now.well)
    return generate_latest(registry)
