"""Every string that a person sees, in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from django.template import Context, Template
from django.utils import translation

import hemicycle
from hemicycle.correspondence.answers import FIXED
from hemicycle.correspondence.messages import CHOICES
from hemicycle.web.enquiries.labels import _LETTERS, STATUSES
from hemicycle.web.members.desk_page import PRESENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOCALES = Path(hemicycle.__file__).parent / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def forms(text: str | Sequence[str] | None) -> list[str]:
    """The forms of a text: one, or one for each plural."""
    return [text] if isinstance(text, str) else list(text or [])


def test_there_is_a_catalogue_of_the_pages_and_of_the_room_for_each_language() -> None:
    assert {path.parent.parent.name for path in CATALOGUES} == {"ar", "es", "fr", "ru", "zh_Hans"}
    assert len(CATALOGUES) == 10


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_nothing_is_untranslated_or_guessed_and_placeholders_agree(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    for message in catalogue:
        if not message.id:
            continue
        sources, texts = forms(message.id), forms(message.string)
        assert not message.fuzzy, message.id
        assert all(texts), message.id
        permitted = set().union(*(placeholders(source) for source in sources))
        assert all(placeholders(text) <= permitted for text in texts), message.id
        # A plural form may say "one" or "two" in words; whatever has one form only keeps what it names.
        if len(sources) == 1:
            assert placeholders(texts[0]) == permitted, message.id


#: What a delegation or a Member is called, by the letter's own words and the organization's usage.
TERMS = {
    "State of Palestine (observer)": {
        "ar": "دولة فلسطين (بصفة مراقب)",
        "es": "Estado de Palestina (observador)",
        "fr": "État de Palestine (observateur)",
        "ru": "Государство Палестина (наблюдатель)",
        "zh_Hans": "巴勒斯坦国观察员",
    },
    "Time plan": {
        "es": "Plan de gestión del tiempo",
        "fr": "Plan de gestion du temps",
        "ru": "План распределения времени",
        "zh_Hans": "时间管理计划",
    },
    "Summary of replies": {"zh_Hans": "答复概要"},
    "Got a place from the waiting list": {"ru": "Получено место из списка ожидания", "zh_Hans": "从候补名单获得名额"},
}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_terms_are_those_of_the_organization(path: Path) -> None:
    language = path.parent.parent.name
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    wanted = {term: words[language] for term, words in TERMS.items() if language in words and term in catalogue}
    assert {term: catalogue[term].string for term in wanted} == wanted
    assert len(catalogue) > 100
    text = " ".join(form for message in catalogue for form in forms(message.string))
    assert not re.search(r"[ÉE]tats? du Conseil|Estados? del Consejo|План времени|答复汇总", text)


#: What is no text of a template: comments, messages, which a translator punctuates, scripts, tags, expressions.
ELSEWHERE = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{% blocktrans.*?\{% endblocktrans(?:late)? %\}"
    r"|<(?:script|style)\b.*?</(?:script|style)>|\{%.*?%\}|\{\{.*?\}\}|&#?\w+;",
    re.DOTALL,
)
TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^<>"'])*>""")
#: The number of something before it: as it is written in each language.
NUMBERED = re.compile(r"\{\{ [\w.]*(?:position|number|counter)(?:\|\w+)? \}\}\.(?=[\s<])")
#: Between two parts, or after one.
PUNCTUATION = re.compile(r"[\x01\x02]\s*[,:;.](?=[\s\x01\x02]|$)")


def punctuated(template: str) -> list[str]:
    """Where a template has a comma, a colon or a full stop of one script between parts, or after one."""
    numbered = NUMBERED.sub(lambda found: "\x01" * len(found[0]), template)
    text = ELSEWHERE.sub(lambda found: "\x01" * len(found[0]), numbered)
    text = TAG.sub(lambda found: "\x02" * len(found[0]), text)
    return [template[max(0, found.end() - 40) : found.end() + 10] for found in PUNCTUATION.finditer(text)]


@pytest.mark.parametrize(
    ("template", "wrong"),
    [
        ("{{ a }}, {{ b }}", True),
        ("<bdi>{{ a }}</bdi>: <b>x</b>", True),
        ('{% translate "A" %}.\n {% translate "B" %}', True),
        ("{{ a }}{% comma %}{{ b }}", False),
        ("{{ item.position }}. {{ item.title }}", False),
        ("{% blocktranslate %}{{ a }}, {{ b }}.{% endblocktranslate %}", False),
        ('<a href="{{ a }}" title="x: y">3.5</a>', False),
    ],
)
def test_punctuation_of_one_script_is_found(template: str, *, wrong: bool) -> None:
    assert bool(punctuated(template)) is wrong


@pytest.mark.source
def test_no_template_has_punctuation_of_one_script_between_its_parts() -> None:
    templates = sorted(Path(hemicycle.__file__).parent.rglob("templates/**/*.html"))
    assert len(templates) > 200
    found = {path.name: punctuated(path.read_text()) for path in templates}
    assert {name: places for name, places in found.items() if places} == {}


#: What templates call the name of a person.
PERSON = (
    r"(?:[\w.]*\b(?:person|\w*_by|by|user|to|contact|actor|term)\.name"
    r"|[\w.]*\b(?:signed_by|given_by|granted_by|acknowledged_by|withdrawn_by|shown_name|proposed_name)|(?:row|line)\.by)"
)
#: Without the language of its letters: printed in an element that isolates it, or given to a message.
WITHOUT_LANGUAGE = re.compile(
    rf"<bdi(?![^>]*\blang=)[^>]*>\s*\{{\{{ {PERSON}[ |]|\{{% blocktrans[^%]*\b\w+={PERSON}(?!\|with_language)[ |]"
)


@pytest.mark.parametrize(
    ("template", "wrong"),
    [
        ("<bdi>{{ row.person.name }}</bdi>", True),
        ('<bdi class="who">{{ row.by|default:"–" }}</bdi>', True),
        ("{% blocktranslate with name=version.entered_by.name %}", True),
        ("{% blocktranslate with name=version.entered_by.name|with_language %}", False),
        ("{% named row.person.name %} <bdi>{{ import.upload.name }}</bdi>", False),
    ],
)
def test_a_name_without_the_language_of_its_letters_is_found(template: str, *, wrong: bool) -> None:
    assert bool(WITHOUT_LANGUAGE.search(template)) is wrong


@pytest.mark.source
def test_each_name_of_a_person_says_the_language_of_its_letters() -> None:
    templates = sorted(Path(hemicycle.__file__).parent.rglob("templates/**/*.html"))
    found = {path.name: WITHOUT_LANGUAGE.findall(path.read_text()) for path in templates}
    assert len(found) > 150
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ms. Br", "Ms. Br"),
        ("السيدة بر", '<span lang="ar">السيدة بر</span>'),
        ("<王小明>", '<span lang="zh">&lt;王小明&gt;</span>'),
    ],
)
def test_a_name_in_a_message_says_its_language(name: str, said: str) -> None:
    template = Template(
        "{% load i18n labels %}{% blocktranslate with name=name|with_language %}{{ name }}{% endblocktranslate %}"
    )
    assert template.render(Context({"name": name})) == said


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_an_example_of_a_name_is_in_the_languages_own_way(path: Path) -> None:
    """With its form of address; in Arabic and Chinese, in letters of its own."""
    language = path.parent.parent.name
    with path.open("rb") as file:
        texts = [form for message in read_po(file, locale=language) if message.id for form in forms(message.string)]
    english = r"\b(?:Ms|Mrs?)\. ?\w" if language not in {"ar", "zh_Hans"} else r"\b(?:Ms|Mrs?)\.|Duarte"
    assert texts
    assert not [text for text in texts if re.search(english, text)]


#: Forms that name both genders, or both numbers, where the sentence can be turned so that it names neither.
DOUBLE_FORMS = {
    "ru": r"\w\((?:а|ая|ась|ла|лась|на|ны|ы)\)|ый/ая|ся/ась",
    "es": r"\w\((?:a|as|es|s)\)|\w(?:o|os|or|e)/as?\b",
    "fr": r"\w\((?:e|es|s|ne|le|ère|euse|ve|rice|trice)\)|\w·(?:e|ne|rice|trice)|é/e\b|Vous répondez pour <b>",
}


@pytest.mark.parametrize(
    ("language", "text", "double"),
    [
        ("fr", "Vous êtes inscrit(e)", True),
        ("fr", "Les délégué·es", True),
        ("fr", "Technicien(ne)", True),
        ("fr", "Durée (s)", False),
        ("es", "Delegado/a", True),
        ("es", "Asesor/a", True),
        ("es", "Estimado(a) señor(a)", True),
        ("es", "y/o", False),
        ("ru", "Внес(ла): %(name)s", True),
        ("ru", "Подтвердил(а)", True),
        ("ru", "Время ожидания (с)", False),
    ],
)
def test_a_double_form_is_found(language: str, text: str, *, double: bool) -> None:
    assert bool(re.search(DOUBLE_FORMS[language], text)) is double


@pytest.mark.parametrize("language", sorted(DOUBLE_FORMS))
def test_nobody_is_addressed_in_a_double_form(language: str) -> None:
    texts = list[str]()
    for path in (LOCALES / language / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            texts += [form for message in read_po(file, locale=language) for form in forms(message.string)]
    assert not [text for text in texts if re.search(DOUBLE_FORMS[language], text)]
    addressed = {"ru": "Вниманию: {name}\n", "es": "A la atención de {name}:\n", "fr": "{name}\n\nMadame, Monsieur,\n"}
    assert sum(addressed[language] in text for text in texts) > 40


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_signs_that_stand_for_words_in_a_picture_are_distinct(language: str) -> None:
    with translation.override(language):
        shown: list[Iterable[tuple[object, object]]] = [STATUSES.values(), PRESENCES.values()]
        shown += [[(CHOICES[key], _LETTERS[key]) for key in kind] for kind in FIXED.values()]
        for signs in ([(str(words), str(sign)) for words, sign in group] for group in shown):
            assert len({sign for _words, sign in signs}) == len(signs) > 1, signs
            if language == "ar":
                # A letter begins a word, whose article does not count.
                first = {(words, sign): re.findall(r"\b(?:ال)?(\w)", words) for words, sign in signs}
                assert all(sign in begin or not sign.isalpha() for (_words, sign), begin in first.items()), signs
