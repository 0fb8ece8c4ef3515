"""Of Bootstrap, pages get the parts that are named, and they name every part that a page uses."""

from __future__ import annotations

import re
from pathlib import Path

import hemicycle

PRODUCT = Path(hemicycle.__file__).parent
FRONT_END = PRODUCT.parent / "frontend"
#: Templates of papers, which have no Bootstrap.
PAPERS = "documents"


def parts() -> set[str]:
    """Those that the build keeps."""
    listed = re.search(r"new Set\(\[(.*?)\]\)", (FRONT_END / "bootstrap-parts.js").read_text(), re.DOTALL)
    assert listed
    return set(re.findall(r'"([\w-]+)"', listed[1]))


def classes_of_bootstrap() -> set[str]:
    """Every class of Bootstrap's sheet."""
    sheet = (FRONT_END / "node_modules/bootstrap/dist/css/bootstrap.css").read_text(encoding="utf-8")
    return set(re.findall(r"\.([a-zA-Z][\w-]*)(?=[^{}]*\{)", sheet))


def classes_of_pages() -> set[str]:
    """Every class that a template or the widget of a field names."""
    templates = [path.read_text(encoding="utf-8") for path in PRODUCT.rglob("*.html") if PAPERS not in path.parts]
    named = [text for template in templates for text in re.findall(r'class="([^"]*)"', template)]
    widgets = [path.read_text(encoding="utf-8") for path in PRODUCT.rglob("*.py")]
    named += [text for widget in widgets for text in re.findall(r'"class": "([^"]*)"', widget)]
    return {name for text in named for name in re.findall(r"[\w-]+", text)}


def test_every_class_of_bootstrap_that_a_page_uses_is_kept() -> None:
    assert classes_of_bootstrap() & classes_of_pages() == parts()


def test_little_of_bootstrap_is_kept() -> None:
    assert {"btn", "table"} <= parts()
    assert len(parts()) * 50 < len(classes_of_bootstrap())
