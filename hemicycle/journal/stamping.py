"""Has signed heads time-stamped by a service (RFC 3161), if one is set; the worker asks until it answers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import httpx
import rfc3161_client
from django.conf import settings

from hemicycle.journal.models import SignedHead

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)

#: Heads in one round, and the seconds for which the service may think.
AT_ONCE, PATIENCE = 10, 10.0
_QUERY = "application/timestamp-query"
_GRANTED = (rfc3161_client.PKIStatus.GRANTED, rfc3161_client.PKIStatus.GRANTED_WITH_MODS)


def waiting() -> QuerySet[SignedHead]:
    """Signed heads without a time stamp; none where no service is set."""
    rows = SignedHead.objects.filter(token=None)
    return rows if settings.TIMESTAMP_URL else rows.none()


def stamp_due() -> int:
    """Ask for the time stamps that are missing, the oldest first; how many came. What fails is asked for again."""
    stamped = 0
    for row in waiting()[:AT_ONCE]:
        try:
            row.token = _stamp(row.head.stamped)
        except (httpx.HTTPError, ValueError) as error:
            log.warning("no time stamp of head no. %d from %s: %s", row.number, settings.TIMESTAMP_URL, error)
            break
        row.save(update_fields=["token"])
        stamped += 1
    return stamped


def _stamp(message: bytes) -> bytes:
    """The answer of the service, DER.

    Raises:
        httpx.HTTPError, ValueError: there is none, or it is over something else.
    """
    request = rfc3161_client.TimestampRequestBuilder(data=message).build()
    answer = httpx.post(
        settings.TIMESTAMP_URL, content=request.as_bytes(), headers={"Content-Type": _QUERY}, timeout=PATIENCE
    )
    answer.raise_for_status()
    stamp = rfc3161_client.decode_timestamp_response(answer.content)
    if stamp.status not in _GRANTED:
        raise ValueError(f"the service refused it ({stamp.status})")
    if (
        stamp.tst_info.nonce != request.nonce
        or stamp.tst_info.message_imprint.message != request.message_imprint.message
    ):
        raise ValueError("the time stamp is over something else")
    return answer.content
