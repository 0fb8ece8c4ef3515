"""What WeasyPrint leaves out of the tags of a PDF: languages of parts, decoration, and what runs along every page.

These are known while the tags are made and nowhere afterwards, and it has no name for them, so its three functions
that make them are wrapped here, once for the process. ``tests/web/test_papers.py`` fails where another
version of it makes them otherwise.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint import draw
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

#: The whole, whose language is the document's.
_WHOLE = {"html", "body"}
_build, _marked = tags._build_box_tree, Stream.marked  # noqa: SLF001 - there is no other way
_draw = draw.draw_stacking_context
#: Whether what is drawn stands in the margin of its page. Papers are made in several threads.
_in_margin = ContextVar("in_margin", default=False)


def _element(box: Any) -> Any:  # noqa: ANN401 - WeasyPrint has no types
    """The element of the page that a box is of; ``None`` for a part of a page's margin."""
    return getattr(getattr(box, "_box", box), "element", None)


def _decoration(box: Any) -> bool:  # noqa: ANN401 - as above
    element = _element(box)
    return element is not None and element.tag.endswith("}svg") and element.get("aria-hidden") == "true"


def _with_language(box: Any, *rest: Any) -> Iterator[pydyf.Dictionary]:  # noqa: ANN401 - as above
    """The tags of a box, with the language that its element names; none of what is no content."""
    if _decoration(box) or isinstance(box, MarginBox):
        return
    element = _element(box)
    language = element.get("lang") if element is not None and element.tag not in _WHOLE else None
    for made in _build(box, *rest):
        if language:
            made.setdefault("Lang", pydyf.String(language))
        yield made


def _marked_unless_artifact(stream: Stream, box: Any, tag: str) -> AbstractContextManager[None]:  # noqa: ANN401 - as above
    """What is drawn for a box, as content of its tag; decoration and margins as what no reader is told of."""
    artifact = _in_margin.get() or _decoration(box)
    made: AbstractContextManager[None] = stream.artifact() if artifact else _marked(stream, box, tag)
    return made


def _drawn_where_it_stands(stream: Stream, context: Any) -> None:  # noqa: ANN401 - as above
    """Draw a part of a page; what stands in its margin, such as its number, is on every page and no content."""
    before = _in_margin.set(_in_margin.get() or isinstance(context.box, MarginBox))
    try:
        _draw(stream, context)
    finally:
        _in_margin.reset(before)


tags._build_box_tree = _with_language  # noqa: SLF001 - as above
Stream.marked = _marked_unless_artifact
draw.draw_stacking_context = _drawn_where_it_stands
