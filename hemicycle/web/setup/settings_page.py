"""Every setting of a consultation and its body: what it is, its default and effect, who changed it, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import localized
from hemicycle.consultations.presets import presets
from hemicycle.consultations.rule_sources import source_in, sources_of
from hemicycle.consultations.settings import Settings, settings_of
from hemicycle.people.setting_changes import body_changes, preset_behind, setting_changes
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.setup.body_rows import BODY_ROWS
from hemicycle.web.setup.preset_comparison import compared
from hemicycle.web.setup.setting_rows import ROWS, page_label
from hemicycle.web.setup.setting_subjects import SUBJECTS, Subject
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.setting_changes import SettingChange, SettingChanges
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.setup.preset_comparison import Comparison
    from hemicycle.web.setup.setting_rows import SettingRow
    from hemicycle.web.toolkit.tables import Filter


@dataclass(frozen=True)
class Line:
    """A setting as the page shows it.

    Attributes:
        source: Where the body's own texts say it; empty where the reader's language has none.
        changed: It is not the default.
        by: Who changed it last, or how it came to be what it is.
        moment: When; empty where nobody knows.
        page, address: The page on which it is changed.
        preset: What it is in the preset that the page compares with; empty where that says nothing of it.
        differs: It is another one than the preset's.
    """

    row: SettingRow
    value: str
    default: str
    source: str
    by: str
    moment: str
    page: str
    address: str
    preset: str = ""
    differs: bool = False

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        return str(SUBJECTS[self.row.subject])

    @property
    def changed(self) -> bool:
        """Whether it is another one than the default."""
        return self.value != self.default


@page(may(Action.CONSULTATION_EDIT))
def all_settings(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """All of them by what they are about, searched, sorted and exported."""
    query = TableQuery(request.GET)
    subject = query.filter("subject", _("Subject"), list(SUBJECTS.items()))
    beginning = _beginning(desk.consultation)
    wanted = _wanted(query, beginning)
    comparison = compared(desk.consultation, wanted.value or beginning.preset)
    differing = query.filter("differing", _("Differences"), [("yes", _("Only what differs from the preset"))])
    every = _lines(desk.consultation, comparison, beginning.changes)
    lines = [
        line
        for line in every
        if subject.value in {"", line.row.subject} and (line.differs or not (differing.value and comparison))
    ]
    filters = [subject, wanted, *([differing] if comparison else [])]
    table = Table(_columns(comparison), lines, query, narrowed_by(filters))
    if table.query.format:
        return export(table, f"settings-{desk.consultation.slug}")
    context = {
        "consultation": desk.consultation,
        "table": table,
        "sections": _sections(table),
        "filters": filters,
        "beginning": beginning,
        "comparison": comparison,
        "differing": sum(line.differs for line in every),
        "total": len(ROWS) + len(BODY_ROWS),
    }
    return render(request, "web/setup/settings.html", context)


@dataclass(frozen=True)
class Beginning:
    """How a consultation came with its settings.

    Attributes:
        preset: Name of the preset behind them, also through a copy; empty for none, or where nobody knows.
        copied: Name in addresses of the consultation that they were copied from; empty for none.
    """

    changes: SettingChanges
    preset: str
    copied: str

    @property
    def called(self) -> str:
        """What the preset is called; its name where there is none of it any more."""
        known = presets().get(self.preset)
        return localized(known.name) if known else self.preset


def _beginning(consultation: Consultation) -> Beginning:
    changes = setting_changes(consultation)
    set_up = changes.set_up
    return Beginning(changes, preset_behind(set_up), set_up.copied if set_up else "")


def _wanted(query: TableQuery, beginning: Beginning) -> Filter:
    """The preset to compare with: the one behind the consultation, unless another one is chosen."""
    choices = [(name, localized(preset.name)) for name, preset in presets().items() if name != beginning.preset]
    otherwise = beginning.called or _("No preset")
    return query.filter("preset", _("Compare with the preset"), choices, otherwise)


def _sections(table: Table[Line]) -> list[tuple[str, list[Line]]]:
    """The rows under what they are about; all of them under nothing, where they are sorted otherwise."""
    if table.sort:
        return [("", table.rows)]
    return [(subject, list(lines)) for subject, lines in groupby(table.rows, key=lambda line: line.subject)]


def _lines(consultation: Consultation, comparison: Comparison | None, own: SettingChanges) -> list[Line]:
    """A constant number of queries."""
    kept, defaults, sources = settings_of(consultation.settings), Settings(), sources_of(consultation)
    of_body, lines = body_changes(consultation.body), []
    for row in (*ROWS, *BODY_ROWS):
        value = row.words(kept, consultation)
        default = str(row.default) if row.default else row.words(defaults, consultation)
        changes = of_body if row.subject is Subject.BODY else own
        by, moment = _last(row, changes, consultation, is_default=value == default)
        address = reverse(row.page, args=[consultation.slug]) + (f"#{row.place}" if row.place else "")
        source = source_in(sources, row.rule)
        line = Line(row, value, default, source, by, moment, page_label(row), address)
        if comparison is not None:
            line = replace(line, preset=comparison.value(row), differs=comparison.differs(row))
        lines.append(line)
    return lines


def _last(row: SettingRow, changes: SettingChanges, of: Consultation, *, is_default: bool) -> tuple[str, str]:
    """Who changed it last, and when: what nobody changed and is no default came with the consultation, or the body."""
    change = row.last(of) if row.last else changes.of(*row.names)
    if change is not None:
        return change.actor.name if change.actor else _("The system"), labels.moment(change.at, of.zone)
    if is_default:
        return _("Never changed"), ""
    if row.subject is Subject.BODY:
        return _("Set up with the body"), ""
    if changes.set_up is None:
        return _("Set up with the consultation"), ""
    return _came(changes.set_up), labels.moment(changes.set_up.at, of.zone)


def _came(set_up: SettingChange) -> str:
    """How a consultation came with its settings."""
    if set_up.actor is None:
        return _("Import of the consultation")
    named = {"name": set_up.actor.name, "consultation": set_up.copied}
    if set_up.copied:
        return _("%(name)s, copied from “%(consultation)s”") % named
    return _("%(name)s, setting up the consultation") % named


def _columns(comparison: Comparison | None) -> list[Column[Line]]:
    preset = [Column[Line]("preset", _("In the preset"), lambda line: line.preset)] if comparison else []
    return [
        Column("setting", _("Setting"), lambda line: str(line.row.label)),
        Column("subject", _("Subject"), lambda line: line.subject, shown=False),
        Column("effect", _("Effect"), lambda line: str(line.row.effect)),
        Column("value", _("Value"), lambda line: line.value),
        *preset,
        Column("default", _("Default"), lambda line: line.default),
        Column("by", _("Last change"), lambda line: line.by),
        Column("moment", _("Date of the change"), lambda line: line.moment, shown=False),
        Column("source", _("Source"), lambda line: line.source, shown=False),
        Column("page", _("Page"), lambda line: line.page),
    ]
