"""The matrix as HTML. A hundred thousand cells through a template take ten seconds; joined, a fraction of one.

Every text is escaped here, and nothing but codes of ours stands in a tag.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized
from hemicycle.correspondence.messages import list_name
from hemicycle.people.member_names import member_name
from hemicycle.web.enquiries.labels import short_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.correspondence.matrix import Matrix, Row
    from hemicycle.correspondence.models import Question
    from hemicycle.web.enquiries.labels import Option


@dataclass(frozen=True)
class Grid:
    """The parts of the table, as HTML."""

    head: SafeString
    body: SafeString


def grid(matrix: Matrix, options: Sequence[Option], addresses: Sequence[str], others: Mapping[int, str]) -> Grid:
    """The matrix with its options.

    Args:
        addresses: For each row, of the Member's reply; empty where there is none.
        others: Who gave the answer of a Member and is somebody else in the consultation, by the Member's key.
    """
    cells = {option.key: f'<td class="{option.look}">{escape(option.letter)}' for option in options}
    cells[""] = "<td>"
    # What was chosen once and is no option any more is shown as nothing chosen.
    rows = [
        _row(row, cells, options, address, others.get(row.member.pk, ""))
        for row, address in zip(matrix.rows, addresses, strict=True)
    ]
    head = _lists(matrix.questions, len(options)) + _numbers(matrix.questions, options) + _counts(matrix, options)
    # Escaped where it was put together, as the module says.
    return Grid(mark_safe(head), mark_safe("".join(rows)))  # noqa: S308


def accepted_words() -> str:
    """What the mark beside a Member says."""
    return _("Received or entered after the deadline, and accepted by the Chair.")


def _row(row: Row, cells: dict[str, str], options: Sequence[Option], address: str, other: str) -> str:
    name = f"<bdi>{escape(member_name(row.member))}</bdi>"
    named = f'<a href="{escape(address)}">{name}</a>' if address else name
    if row.accepted:
        named += f' <abbr title="{escape(accepted_words())}">†</abbr>'
    if other:
        named += f' <abbr title="{escape(other)}">‡</abbr>'
    counts = "".join(f'<td class="num">{row.counts[option.key]}' for option in options)
    blank = cells[""]
    return f'<tr><th scope="row">{named}</th>{counts}{"".join([cells.get(said, blank) for said in row.answers])}</tr>'


def _lists(questions: Sequence[Question], counts: int) -> str:
    """A head over each list, where there are several."""
    lists = [(name, len(list(group))) for name, group in groupby(questions, key=list_name)]
    if not any(name for name, _number in lists):
        return ""
    heads = "".join(
        f'<th scope="colgroup" colspan="{number}"><span>{escape(name)}</span></th>' for name, number in lists
    )
    return f'<tr class="lists"><td colspan="{counts + 1}"></td>{heads}</tr>'


def _numbers(questions: Sequence[Question], options: Sequence[Option]) -> str:
    heads = "".join(
        f'<th scope="col" class="num" title="{escape(option.label)}">{escape(option.letter)}</th>' for option in options
    )
    return (
        f'<tr class="numbers"><th scope="col">{escape(_("Member"))}</th>{heads}{"".join(map(_number, questions))}</tr>'
    )


def _number(question: Question) -> str:
    title = Wording.of(question.title)
    if question.withdrawn_at is None:
        link = f'<a href="#q{question.pk}">{question.number}</a>'
        return f'<th scope="col" lang="{title.language}" title="{escape(title)}">{link}</th>'
    words = _("%(item)s (withdrawn)") % {"item": title}
    return f'<th scope="col" class="withdrawn" title="{escape(words)}"><s>{question.number}</s></th>'


def _counts(matrix: Matrix, options: Sequence[Option]) -> str:
    """How many chose each option, item by item."""
    columns = list(zip(*(row.answers for row in matrix.rows), strict=True)) or [()] * len(matrix.questions)
    lines = []
    for option in options:
        numbers = "".join(f"<td>{column.count(option.key)}" for column in columns)
        blank = f'<td colspan="{len(options)}"></td>'
        lines.append(f'<tr class="counts"><th scope="row">{escape(option.label)}</th>{blank}{numbers}</tr>')
    return "".join(lines)


def lines(
    matrix: Matrix, options: Sequence[Option], others: Mapping[int, str], *, titles: bool
) -> list[list[str | int]]:
    """The same for a file: a line for each Member, a column for each item, answers in words.

    Args:
        others: As for ``grid``.
        titles: Whether the heading of a column has the item's title, or its short name alone.
    """
    labels = {option.key: option.label for option in options}
    rows: list[list[str | int]] = [
        [
            _("Code"),
            _("Member"),
            *(option.label for option in options),
            *(_titled(question) if titles else short_name(question) for question in matrix.questions),
            _("Accepted although late"),
            _("Given in another capacity"),
        ]
    ]
    for row in matrix.rows:
        counts = [row.counts[option.key] for option in options]
        answers = [labels.get(said, said) for said in row.answers]
        accepted, other = _("yes") if row.accepted else "", others.get(row.member.pk, "")
        rows.append([row.member.code, member_name(row.member), *counts, *answers, accepted, other])
    return rows


def titles_of(matrix: Matrix) -> list[list[str]]:
    """What the short names stand for, under a heading."""
    named = [[short_name(question), localized(question.title), question.reference] for question in matrix.questions]
    return [[_("Heading"), _("Title"), _("Document")], *named]


def _titled(question: Question) -> str:
    return f"{short_name(question)}. {localized(question.title)}"
