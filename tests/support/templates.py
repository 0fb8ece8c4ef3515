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


class _Misses(logging.Handler):
    """Keeps what was asked for in vain of an object of ours; what a form has no field for, or a dict no key, may be."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, VariableDoesNotExist):
            return
        name, asked = error.params
        kind = type(asked)
        if kind.__module__.startswith("hemicycle.") and not isinstance(asked, BaseForm | dict):
            self.said.append(f"{record.getMessage()} {kind.__name__} has no {name}")


@pytest.fixture(autouse=True)
def _templates_ask_for_what_there_is() -> Iterator[None]:
    """Fail where a template names an attribute that an object of ours does not have."""
    misses, level = _Misses(), LOGGER.level
    LOGGER.addHandler(misses)
    LOGGER.setLevel(logging.DEBUG)
    # A handler further up would write each record out, and with it every object that a page was given.
    LOGGER.propagate = False
    yield
    LOGGER.propagate = True
    LOGGER.setLevel(level)
    LOGGER.removeHandler(misses)
    assert not misses.said
