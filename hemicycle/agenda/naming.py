"""How a version of the agenda or of the time plan names its items, and what their documents contain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.consultations.document_contents import contents_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hemicycle.agenda.comparing import Content
    from hemicycle.consultations.models import Consultation


def items_named(content: object) -> Iterator[Content]:
    """Every place at which a version names an item, as ``agenda.snapshots.brief`` does."""
    if isinstance(content, dict):
        if "item" in content:
            yield content
        else:
            for part in content.values():
                yield from items_named(part)
    elif isinstance(content, list):
        for part in content:
            yield from items_named(part)


def with_contents(consultation: Consultation, content: dict[str, Any]) -> dict[str, Any]:
    """A version with ``contents``, the texts for adoption that its documents contain: ``[{key, name}]``, in order.

    Names that it has stay: what is called otherwise later does not reach it.
    """
    used = {key for row in items_named(content) for key in row["contains"]}
    kept = {row["key"]: row for row in content.get("contents", ())}
    today = {key: row.model_dump(mode="json") for key, row in contents_of(consultation).items()}
    return {**content, "contents": [row for key, row in {**today, **kept}.items() if key in used]}
