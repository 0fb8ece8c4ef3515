"""The language of a name or a sentence, by its letters."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from hemicycle.web.toolkit.scripts import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("السيدة نادية بلحاج", "ar"),
        ("李文静女士", "zh"),
        ("Г-жа Анна Петрова (ITU)", "ru"),
        ("Ms. Elena Duarte", ""),
        ("Ms. Li Wenjing 李", ""),
        ("20:00 – 3", ""),
        ("", ""),
    ],
)
def test_letters_say_the_language_where_one_language_alone_has_them(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_name_is_isolated_escaped_and_in_its_language() -> None:
    page = Template("{% load labels %}{% named name %}")
    assert page.render(Context({"name": "李文静"})) == '<bdi lang="zh">李文静</bdi>'
    assert page.render(Context({"name": "A <b>"})) == "<bdi>A &lt;b&gt;</bdi>"


def test_words_say_their_language_in_an_attribute() -> None:
    page = Template("{% load labels %}<p{{ words|in_language }}>")
    assert page.render(Context({"words": "أربعة أيام"})) == '<p lang="ar">'
    assert page.render(Context({"words": "Four days"})) == "<p>"
    page = Template("{% load labels %}<p{{ words|in_language:said }}>")
    assert page.render(Context({"words": "Quatre jours", "said": "fr"})) == '<p lang="fr">'
    assert page.render(Context({"words": "أربعة أيام", "said": ""})) == '<p lang="ar">'
