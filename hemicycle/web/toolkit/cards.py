"""A list that is a table on a wide screen and cards on a narrow one: each cell carries the label of its column.

``display: block`` takes its meaning from a table, so every part has its role in so many words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.html import strip_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|th|td)\b([^>]*)>")
_UNHEARD = re.compile(r"<(\w+)[^>]*aria-hidden[^>]*>.*?</\1>", re.DOTALL)
_SPAN = re.compile(r"""\bcolspan=["']?(\d+)""")
_CLASS = re.compile(r"""\bclass=["']""")
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def as_cards(html: str) -> str:
    """A table, as a template renders it and without one within another, with labels and roles."""
    return "".join(_Marking(html).parts())


@dataclass
class _Marking:
    """One way through a table.

    Attributes:
        labels: Of the columns, from the last row of the head.
        column: Of the next cell.
        opened: Of the cell that is open: its tag, attributes and column.
    """

    html: str
    labels: list[str] = field(default_factory=list)
    in_head: bool = False
    column: int = 0
    opened: tuple[str, str, int] = ("td", "", 0)

    def parts(self) -> Iterator[str]:
        """The table anew, piece by piece."""
        at = 0
        for match in _PART.finditer(self.html):
            end, tag, attributes = match.groups()
            if tag in {"th", "td"}:
                if end:
                    yield self._cell(self.html[at : match.start()]) + match[0]
                else:
                    yield self.html[at : match.start()].strip()
                    self._open(tag, attributes)
                at = match.end()
                continue
            yield self.html[at : match.start()]
            yield match[0] if end else self._opening(tag, attributes)
            at = match.end()
            if tag == "thead":
                self.in_head = not end
        yield self.html[at:]

    def _opening(self, tag: str, attributes: str) -> str:
        if tag == "tr":
            self.column = 0
            if self.in_head:
                self.labels = []
        if tag == "table":
            attributes = _CLASS.sub(lambda found: f"{found[0]}cards ", attributes, count=1)
        return f'<{tag}{attributes} role="{_ROLES[tag]}">'

    def _open(self, tag: str, attributes: str) -> None:
        self.opened = (tag, attributes, self.column)
        span = _SPAN.search(attributes)
        self.column += int(span[1]) if span else 1

    def _cell(self, content: str) -> str:
        """A whole cell up to its closing tag, without the template's own spaces: a list is half of them."""
        tag, attributes, column = self.opened
        content = content.strip()
        if self.in_head:
            words = " ".join(strip_tags(_UNHEARD.sub("", content)).split())
            self.labels += [words] * (self.column - column)
            role = "columnheader" if tag == "th" else "cell"
            return f'<{tag}{attributes} role="{role}">{content}'
        role = _ROLES["td"] if tag == "td" else "columnheader" if "colgroup" in attributes else "rowheader"
        label = self.labels[column] if column < len(self.labels) and tag == "td" else ""
        if not content:
            return f'<{tag}{attributes} role="{role}" data-empty>'
        if not label:
            return f'<{tag}{attributes} role="{role}">{content}'
        about = label.replace('"', "&quot;")
        return f'<{tag}{attributes} role="{role}" data-label="{about}"><div class="value">{content}</div>'
