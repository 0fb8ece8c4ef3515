"""Documents that are gathered for a moment go out once, and leave nothing open behind them."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

from django.db import connection, connections

from hemicycle.live import publishing, push
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from tests.factories import World


def test_a_gathering_ends_without_an_open_connection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where connections are kept for the next request, as on PostgreSQL: its thread has none."""
    used: list[Any] = []

    def publish(sitting: int, names: Iterable[str]) -> None:
        assert Sitting.objects.filter(pk=sitting).exists()
        assert set(names) == {"presence", "desk"}
        used.append(connections["default"].connection)
        used.append(connections["default"])

    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    monkeypatch.setattr(push, "publish", publish)
    gathering = publishing.Gathering()
    gathering._waiting[world.sitting.pk] = {"presence", "desk"}  # noqa: SLF001 - the moment has passed
    thread = Thread(target=gathering._publish, args=[world.sitting.pk])  # noqa: SLF001
    thread.start()
    thread.join(timeout=10)
    opened, wrapper = used
    assert opened is not None
    assert wrapper.connection is None
