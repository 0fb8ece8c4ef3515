"""Days and times are typed alike in every language: no form has a field of the browser's own for them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django import forms

import hemicycle
from hemicycle.web.access.route_permissions import routes

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(hemicycle.__file__).parent
NATIVE = frozenset({"date", "time", "datetime-local", "month", "week"})
#: In a template, or in the attributes of a widget; the kind that the script of a field reads is another thing.
WRITTEN = re.compile(r"""(?<![\w-])["']?type["']?\s*[=:]\s*["'](?:date|time|datetime-local|month|week)["']""")


def every(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    """A kind of form, and all that are made from it."""
    for one in form.__subclasses__():
        yield one
        yield from every(one)


def test_no_field_of_a_form_is_the_browsers() -> None:
    assert routes(), "which loads every page with its forms"
    ours = [form for form in set(every(forms.BaseForm)) if form.__module__.startswith("hemicycle.")]
    assert len(ours) > 40
    fields = [(form.__name__, name, field) for form in ours for name, field in getattr(form, "base_fields", {}).items()]
    kinds = {(form, name): str(field.widget.attrs.get("type", "")) for form, name, field in fields}
    inputs = {(form, name): getattr(field.widget, "input_type", "") for form, name, field in fields}
    assert not {where for where in kinds if kinds[where] in NATIVE or inputs[where] in NATIVE}


@pytest.mark.parametrize(
    ("source", "native"),
    [
        ('<input type="date">', True),
        ('forms.DateInput({"class": "form-control", "type": "date"})', True),
        ("<input type='time' name=t>", True),
        ('<input type="text" data-kind="date">', False),
        ('kind-type="date"', False),
    ],
)
def test_a_field_of_the_browsers_is_found(source: str, *, native: bool) -> None:
    assert bool(WRITTEN.search(source)) is native


@pytest.mark.source
def test_none_is_written_in_a_template_or_a_widget() -> None:
    files = [*ROOT.glob("web/**/*.py"), *ROOT.rglob("templates/**/*.html")]
    assert len(files) > 400
    assert not [path.name for path in files if WRITTEN.search(path.read_text(encoding="utf-8"))]
