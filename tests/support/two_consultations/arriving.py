"""A message that came for a consultation, with a file."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

from hemicycle.arrivals.models import Arrival
from hemicycle.people.uploads import store_stream

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole

CONTENT = b"From: a@example.org\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nAgreed.\r\n"


def arrived(whole: Whole, number: int) -> Arrival:
    """One that waits to be filed, and differs from those with other numbers."""
    message = b"Subject: %d\r\n" % number + CONTENT
    digest = hashlib.sha256(message).hexdigest()
    return Arrival.objects.create(
        consultation=whole.consultation, at=whole.now, way="smtp", envelope_from="a@example.org",
        envelope_to=["reply@example.org"], sha256=digest, read_at=whole.now, state="waiting",
        original=store_stream(BytesIO(message), "message.eml", "message/rfc822", digest, whole.now),
        sender="a@example.org", subject=f"Message {number}", text="Agreed.",
        files=[{"number": 1, "name": "a.txt", "media_type": "text/plain", "size": 7, "sha256": "", "found": ""}],
        why={"rule": 0, "code": "sender_unknown", "facts": {}},
    )  # fmt: skip
