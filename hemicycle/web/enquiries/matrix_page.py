"""The matrix of an enquiry, State by item, and the same from the items' side (rule 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.joins import comma
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized
from hemicycle.correspondence.matrix import matrix, sides
from hemicycle.correspondence.matrix import options as every_option
from hemicycle.correspondence.messages import list_name
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.web.access.page import page
from hemicycle.web.enquiries.desk_access import at_enquiry
from hemicycle.web.enquiries.labels import options
from hemicycle.web.enquiries.matrix_grid import accepted_words, grid, lines, titles_of
from hemicycle.web.enquiries.tables import region_filter
from hemicycle.web.toolkit.bars import length_of
from hemicycle.web.toolkit.exports import export, spreadsheet
from hemicycle.web.toolkit.other_capacity import other_capacities
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.matrix import Side
    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.results import Return, Returns
    from hemicycle.web.enquiries.desk_access import AtEnquiry
    from hemicycle.web.enquiries.labels import Option
    from hemicycle.web.toolkit.tables import Filter

#: Which Members the matrix shows.
ANSWERED = "answered"


def _filters(returned: Returns, query: TableQuery) -> list[Filter]:
    lists = dict.fromkeys((question.listing, list_name(question)) for question in returned.questions)
    filters = [
        query.filter("list", _("List"), [(key, name) for key, name in lists if key]),
        region_filter(query, returned),
        query.filter("show", _("Members"), [(ANSWERED, _("With a counted reply"))]),
    ]
    return [filter_ for filter_ in filters if filter_.choices]


def _narrowed(returned: Returns, filter_values: dict[str, str]) -> tuple[list[Question], list[Return]]:
    questions = [
        question for question in returned.questions if filter_values.get("list", question.listing) == question.listing
    ]
    rows = [
        row
        for row in returned.rows
        if filter_values.get("region", row.member.region) == row.member.region
        and (filter_values.get("show") != ANSWERED or row.status is Status.COUNTED)
    ]
    return questions, rows


@page(at_enquiry(Action.REPLIES_SEE))
def enquiry_matrix(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """Every Member by every item; ``list``, ``region`` and ``show`` narrow it."""
    returned = at.returned()
    query = TableQuery(request.GET)
    filters = _filters(returned, query)
    filter_values = narrowed_by(filters)
    made = matrix(returned, *_narrowed(returned, filter_values))
    shown = options(returned, made.options)
    counted = other_capacities(at.consultation, ((row.counted, row.member) for row in returned.rows))
    others = {member: words for (_person, member), words in counted.items()}
    if query.format:
        made_lines = lines(made, shown, others, titles=query.format == "csv")  # which has no second sheet
        return spreadsheet(made_lines, f"matrix-{_file(at)}", query.format, titles_of(made))
    address = reverse("reply_versions", args=[at.consultation.slug, at.enquiry.pk, "-"]).removesuffix("-/")
    replied = {row.member.pk for row in returned.rows if row.reply}
    addresses = [f"{address}{row.member.code}/" if row.member.pk in replied else "" for row in made.rows]
    context = {
        **at.context("matrix"),
        "grid": grid(made, shown, addresses, others),
        "options": shown,
        "accepted": accepted_words() if any(row.accepted for row in made.rows) else "",
        "others": [(member_name(row.member), others[row.member.pk]) for row in made.rows if row.member.pk in others],
        "filters": filters,
        "kept": filter_values,
        "members": len(made.rows),
        "items": made.questions,
    }
    return render(request, "web/enquiries/matrix.html", context)


def _file(at: AtEnquiry) -> str:
    return at.enquiry.letter.symbol.replace("/", "-")


@dataclass(frozen=True)
class ItemLine:
    """An item with who says what.

    Attributes:
        options: Label, number, length of the bar, names, and the query string of those Members' list.
    """

    side: Side
    title: Wording
    options: list[tuple[Option, int, str, list[str], str]]


def _item(side: Side, shown: list[Option], most: int) -> ItemLine:
    question = side.question
    return ItemLine(
        side,
        Wording.of(question.title),
        [
            (
                option,
                side.number(option.key),
                length_of(side.number(option.key), most),
                [member_name(member) for member in side.by_option.get(option.key, ())],
                f"?answer={question.pk}.{option.key}#list",
            )
            for option in shown
        ],
    )


def _item_columns(shown: list[Option]) -> list[Column[ItemLine]]:
    def counted(option: Option) -> Column[ItemLine]:
        return Column(f"n-{option.key}", option.label, lambda line: line.side.number(option.key))

    return [
        Column("number", _("Item"), lambda line: line.side.question.number),
        Column("title", _("Title"), lambda line: line.title),
        *map(counted, shown),
        Column("silent", _("Not answered"), lambda line: line.side.silent),
    ]


def _file_columns(shown: list[Option]) -> list[Column[ItemLine]]:
    def named(option: Option) -> Column[ItemLine]:
        def names(line: ItemLine) -> str:
            return comma().join(member_name(member) for member in line.side.by_option.get(option.key, ()))

        return Column(f"who-{option.key}", _("Members: %(option)s") % {"option": option.label}, names)

    return [
        Column("list", _("List"), lambda line: list_name(line.side.question)),
        *_item_columns(shown),
        *map(named, shown),
        Column("withdrawn", pgettext("an item", "Withdrawn"), lambda line: localized(line.side.question.withdrawn_why)),
    ]


@page(at_enquiry(Action.REPLIES_SEE))
def enquiry_items(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """Item by item: how many and who say what, sorted by any count."""
    returned = at.returned()
    query = TableQuery(request.GET)
    filters = [filter_ for filter_ in _filters(returned, query) if filter_.name == "list"]
    filter_values = narrowed_by(filters)
    shown = options(returned, every_option(returned, returned.questions))
    counted = returned.counts[Status.COUNTED]
    rows = [
        _item(side, shown, counted)
        for side in sides(returned)
        if filter_values.get("list", side.question.listing) == side.question.listing
    ]
    if query.format:
        return export(Table(_file_columns(shown), rows, query, filter_values), f"items-{_file(at)}")
    context = {
        **at.context("items"),
        "table": Table(_item_columns(shown), rows, query, filter_values),
        "filters": filters,
        "options": shown,
        "counted": counted,
    }
    return render(request, "web/enquiries/items.html", context)
