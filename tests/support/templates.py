"""Templates that ask an object of ours for what it does not have: Django shows nothing there, and says so in a log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.forms import BaseForm
from django.template.base import VariableDoesNotExist

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGER = logging.getLogger("django.template")


def miss(error: VariableDoesNotExist) -> str:
    """What was asked for in vain of an object of ours; empty for what a form or a dict may well not have."""
    name, asked = error.params
    kind = type(asked)
    ours = kind.__module__.startswith("hemicycle.") and not isinstance(asked, BaseForm | dict)
    return f"{kind.__name__} has no {name}" if ours else ""


class _Misses(logging.Filter):
    """Keeps them, with the template that asked, and lets no handler have what Django says of them.

    A handler would write each record out, and with it every object that a page was given: pytest's, which stand at
    every logger, take longer for that than the page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, VariableDoesNotExist):
            return True
        if said := miss(error):
            self.said.append(f"{record.getMessage()} {said}")
        return False


@pytest.fixture(autouse=True)
def _templates_ask_for_what_there_is() -> Iterator[None]:
    """Fail where a template names an attribute that an object of ours does not have."""
    misses, level = _Misses(), LOGGER.level
    LOGGER.addFilter(misses)
    LOGGER.setLevel(logging.DEBUG)
    yield
    LOGGER.setLevel(level)
    LOGGER.removeFilter(misses)
    assert not misses.said
