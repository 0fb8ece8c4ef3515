"""What can be done with a row of settings that has a key and a place among others: moved up or down, or removed."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hemicycle.web.access.page_actions import PageAction

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from hemicycle.people.access import Required

Visit = TypeVar("Visit")


class Step(StrEnum):
    """What becomes of a row, as its buttons send it (web/toolkit/parts/row_acts.html)."""

    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


def row_actions(requires: Required, do: Callable[[Visit, str, Step], str]) -> tuple[PageAction[Visit], ...]:
    """An action for each step.

    Args:
        do: Given who is there, the key of the row and the step; returns what its doer is told.
    """

    def run(step: Step, visit: Visit, request: HttpRequest, _form: None) -> str:
        return do(visit, request.POST.get("row", ""), step)

    return tuple(PageAction(step.value, requires, partial(run, step)) for step in Step)
