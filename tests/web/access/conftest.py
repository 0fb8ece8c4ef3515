"""The fixture ``client_of`` under the name that these tests call it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration


@pytest.fixture
def browser(
    client_of: Callable[[Registration | Person | None], Client],
) -> Callable[[Registration | Person | None], Client]:
    """As in ``tests.web.conftest``."""
    return client_of
