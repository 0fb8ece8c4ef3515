"""Agenda, time plan and refusal in six languages: with the body's own source of a rule, or without any."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from docx import Document as Paper

from hemicycle.agenda.actions import items
from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.consultations.languages import LANGUAGES, django_language
from hemicycle.rules.candidates import Choice
from hemicycle.rules.reasons import Rule
from tests.factories import URGENT
from tests.support.agenda import NOW
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.support.time_plan import PAGE as PLAN
from tests.support.time_plan import publish as publish_plan
from tests.web.agenda.test_agenda import PAGE, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

#: What readers of each language would take for a rule of the body's, beside its number.
NUMBERED = re.compile(
    r"\(?(rules?|règles?|reglas?|normas?|artículo|правил[оа]?|правилу|规则|议事规则|القاعدة|المادة)\s*(第\s*)?\d+",
    re.IGNORECASE,
)
#: A rule with a number of ours that is seldom seen otherwise.
USED = (Rule.CONFIRMED_REGISTRATION, Rule.CANDIDATES, Rule.FIVE_DAYS)


def source(rule: Rule, language: str) -> str:
    return f"DM-20/1005 {language} {rule.name}"


@pytest.fixture
def sources(agenda: Agenda) -> None:
    for rule in USED:
        text = {code: source(rule, code) for code in LANGUAGES}
        agenda.consultation.rule_sources.create(rule=rule.value, text=text)


def published(agenda: Agenda) -> None:
    """One item of each list, and one that has no place."""
    agenda.answers("br", yes=[1])
    items.choose(agenda.item(1), agenda.performer(), NOW, Choice.CONFIRMED, words={}, seen=None)
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=70)
    publish(agenda)
    publish_plan(agenda)


def shown(agenda: Agenda, client_of: ClientOf, language: str) -> dict[str, str]:
    """Every page and paper that a delegate sees, by its name."""
    person = agenda.world["jp"].person
    person.language = language
    person.save()
    client, texts = client_of(person), dict[str, str]()
    client.cookies["django_language"] = django_language(language)
    for name, page in (("agenda", PAGE), ("plan", PLAN)):
        texts[f"{name} page"] = html_of(client.get(page))
        texts[f"{name} pdf"] = " ".join(
            text_of(client.get(page, {"format": "pdf", "language": language}).content).split()
        )
        paper = Paper(BytesIO(client.get(page, {"format": "docx", "language": language}).content))
        texts[f"{name} docx"] = "\n".join(line.text for line in paper.paragraphs)
    agenda.world["jp"].status = "pending"
    agenda.world["jp"].save()
    texts["refusal"] = html_of(client.get(f"/sittings/{agenda.sitting.pk}/"))
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_source_nothing_is_cited(language: str, agenda: Agenda, client_of: ClientOf) -> None:
    published(agenda)
    texts = shown(agenda, client_of, language)
    assert not {name: found[0] for name, text in texts.items() if (found := NUMBERED.search(text))}


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_cited_in_the_language_of_the_reader_or_of_the_paper(
    language: str, agenda: Agenda, client_of: ClientOf
) -> None:
    published(agenda)
    texts = shown(agenda, client_of, language)
    cites = {"agenda": Rule.CANDIDATES, "plan": Rule.FIVE_DAYS, "refusal": Rule.CONFIRMED_REGISTRATION}
    for name, text in texts.items():
        assert not NUMBERED.search(text), name
        wanted = source(cites[name.split()[0]], language)
        assert wanted.replace(" ", "") in text.replace(" ", ""), name
        others = [code for code in LANGUAGES if code != language and f"1005 {code} " in text]
        assert not others, name


@pytest.mark.usefixtures("sources")
def test_a_published_version_keeps_the_sources_of_its_day(agenda: Agenda, client_of: ClientOf) -> None:
    published(agenda)
    agenda.consultation.rule_sources.all().delete()
    client = client_of(agenda.world["jp"])
    for page, rule in ((PAGE, Rule.CANDIDATES), (PLAN, Rule.FIVE_DAYS)):
        assert source(rule, "en") in html_of(client.get(page))
    publish(agenda, "Sources.")
    assert AgendaPublication.objects.latest("pk").changes == [{"what": "sources"}]
    newest = html_of(client.get(PAGE))
    assert "The sources cited have changed." in newest
    assert source(Rule.CANDIDATES, "en") not in newest
    assert source(Rule.CANDIDATES, "en") in html_of(client.get(PAGE, {"revision": 0}))


def test_a_version_older_than_its_sources_shows_none(agenda: Agenda, client_of: ClientOf) -> None:
    published(agenda)
    first = AgendaPublication.objects.get(kind="agenda")
    older = {part: said for part, said in first.content.items() if part not in {"sources", "removed"}}
    AgendaPublication.objects.create(
        consultation=agenda.consultation,
        kind="agenda",
        base="VC/2",
        revision=1,
        content=older,
        published_at=NOW + timedelta(hours=1),
        published_by=first.published_by,
    )
    agenda.consultation.rule_sources.create(rule=14, text={"en": "DM-20/1005, annex 4"})
    assert "annex 4" not in html_of(client_of(agenda.world["jp"]).get(PAGE))


@pytest.mark.usefixtures("sources")
def test_the_desk_cites_what_the_consultation_keeps_now(agenda: Agenda, client_of: ClientOf) -> None:
    agenda.consultation.settings = {**agenda.consultation.settings, "sitting_days": {"most": 5}}
    agenda.consultation.save()
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=100)
    client, desk = client_of(agenda.world["chair"]), "/consultations/test/desk/"
    cited = {
        "agenda/": Rule.CANDIDATES,
        f"agenda/items/{agenda.item(1).pk}/": Rule.CANDIDATES,
        "time-plan/": Rule.FIVE_DAYS,
        "time-plan/days/": Rule.FIVE_DAYS,
    }
    for page, rule in cited.items():
        assert f"({source(rule, 'en')})" in html_of(client.get(f"{desk}{page}")), page
    with translation.override("en"):
        file = client.get(f"{desk}agenda/", {"format": "csv"}).content.decode("utf-8-sig")
    assert source(Rule.CANDIDATES, "en") in file
    assert "Rule" not in file.splitlines()[0]
