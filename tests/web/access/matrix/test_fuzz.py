"""Whatever somebody sends who may send it, or asks a page for who may see it, the product answers, and does not fail.

``make test`` sends the first few hundred requests of the sequence; ``make fuzz`` thousands.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

from hemicycle.live import rate_limit
from tests.factories import SLUG
from tests.web.access.matrix import fuzz
from tests.web.access.matrix.requests import client_of
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    import pytest

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.harvest import Harvest

REQUESTS = int(os.environ.get("HEMICYCLE_FUZZ", "400"))
#: That the media engine is not there is said so, and nothing fails.
AWAY = 503


def test_no_request_makes_the_product_fail(
    both: dict[str, Whole],
    whole_harvest: Harvest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(rate_limit, "permits", lambda *_who: True)
    clients = {who: client_of(VISITORS[who], both) for who in VISITORS}
    answers, failed = Counter[tuple[str, int]](), list[str]()
    for attempt in fuzz.attempts(whole_harvest, both, SLUG, REQUESTS):
        client = clients[attempt.who]
        client.raise_request_exception = False
        response = fuzz.send(client, attempt)
        answers[attempt.kind, response.status_code] += 1
        if response.status_code >= 500 and response.status_code != AWAY:
            raised = getattr(response, "exc_info", None)
            failed.append(f"{response.status_code} {raised[1]!r:.500}\n    {attempt}" if raised else str(attempt))
    if "HEMICYCLE_FUZZ" in os.environ:  # a long run tells what it was answered
        with capsys.disabled():
            sys.stdout.write(f"\n{REQUESTS} requests: {dict(sorted(answers.items()))}\n")
    assert not failed, "\n".join([f"{len(failed)} of {REQUESTS}: {dict(sorted(answers.items()))}", *failed[:20]])
    assert sum(count for (_kind, status), count in answers.items() if status not in {403, 405}) > REQUESTS // 2
    # Of what is looked at a good part is shown, and some of the files are read.
    assert answers["look", 200] > REQUESTS // 16
    assert answers["file", 200] > 0
