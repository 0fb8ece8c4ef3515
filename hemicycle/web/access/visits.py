"""What a page's permission found out, kept for what stands on every page: its navigation and the way down to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

_NAME = "visit_of_page"


def keep(request: HttpRequest, visit: object) -> None:
    """Note what the check of a page's permission returned."""
    setattr(request, _NAME, visit)


def of(request: HttpRequest) -> object:
    """What was noted; None where no page was opened, as where it was refused."""
    return getattr(request, _NAME, None)
