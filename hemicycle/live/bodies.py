"""What a page sends in JSON, as far as it has the shape that its address takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http.request import RawPostDataException
from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from django.http import HttpRequest

Shape = TypeVar("Shape", bound=BaseModel)


def read(request: HttpRequest, shape: type[Shape], limit: int) -> Shape | None:
    """The body of a request; None of one that has another shape, or more than ``limit`` bytes."""
    try:
        body = request.body
        return shape.model_validate_json(body) if len(body) <= limit else None
    except (RawPostDataException, ValidationError):
        return None
