"""Made-up connection tests for the demonstration, through the acts of the product, with moments of May 2020."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hemicycle.journal.record import Performer
from hemicycle.ops.seed import files
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.support.actions import connection_tests
from hemicycle.support.measurements import Measurements
from hemicycle.support.models import ConnectionTest

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

#: Of those who had a room of the media engine, which is closed.
ROOM = "made-up"


def demonstration_connection_tests(consultation: Consultation) -> int:
    """Let the tests of the file be made, unless there are any; how many were.

    Raises:
        LookupError: a Member of the file has nobody confirmed.
    """
    if consultation.connection_tests.exists():
        return 0
    text = (files.FOLDER / "connection_tests.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    for record in content["test"]:
        _made(consultation, record, Measurements.model_validate(_merged(content["base"], record)))
    return len(content["test"])


def _made(consultation: Consultation, record: dict[str, Any], measurements: Measurements) -> None:
    rows = Registration.objects.filter(
        consultation=consultation, member__code=record["member"], status=RegistrationStatus.CONFIRMED.value
    )
    row = rows.select_related("person").order_by("pk").first()
    if row is None:
        raise LookupError(f"nobody of {record['member']} is confirmed")
    at = record["at"].replace(tzinfo=consultation.zone)
    by = Performer(row.person, system="demonstration")
    test = connection_tests.begin(consultation.pk, by, at, row.pk)
    ConnectionTest.objects.filter(pk=test.pk).update(room=ROOM, room_closed_at=at)
    taken = timedelta(seconds=measurements.seconds)
    connection_tests.finish(consultation.pk, by, at + taken, test.pk, measurements)


def _merged(base: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """What a test changes of the base, at any depth; whose it is, and when, is said of no measurement."""
    merged = {**base, "place": record["place"]}
    for name, change in record.items():
        if name in base:
            merged[name] = {**base[name], **change} if isinstance(change, dict) else change
    return merged
