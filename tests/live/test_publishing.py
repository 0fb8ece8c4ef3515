"""Documents that are gathered for a moment go out once, and leave nothing open behind them."""

from __future__ import annotations

from queue import Queue
from threading import Thread, current_thread
from typing import TYPE_CHECKING, Any

from django.db import connection, connections

from hemicycle.live import publishing, push
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from tests.factories import World

#: A guard against a moment that never ends, in seconds.
PATIENCE = 60


def test_a_gathering_ends_without_an_open_connection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where connections are kept for the next request, as on PostgreSQL: its thread has none."""
    used: list[Any] = []
    published: Queue[Thread] = Queue()

    def publish(sitting: int, names: Iterable[str]) -> None:
        assert Sitting.objects.filter(pk=sitting).exists()
        assert set(names) == {"presence", "desk"}
        used.append(connections["default"].connection)
        used.append(connections["default"])
        published.put(current_thread())

    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    monkeypatch.setattr(push, "publish", publish)
    publishing.Gathering().add(world.sitting.pk, frozenset({"presence", "desk"}))
    published.get(timeout=PATIENCE).join(timeout=PATIENCE)
    opened, wrapper = used
    assert opened is not None
    assert wrapper.connection is None
