"""What a summary of replies cannot say in a language, because nobody has written it there yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence.summary_paper import one_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hemicycle.correspondence.conditions import Headed
    from hemicycle.correspondence.summaries import Basis


class Kind(StrEnum):
    """What has no words in the language."""

    SUBJECT = "subject"
    OPTION = "option"
    QUESTION = "question"
    HEADING = "heading"
    LEAD_IN = "lead_in"
    CLUSTER = "cluster"
    CONDITION = "condition"


@dataclass(frozen=True)
class Lacking:
    """Something without words in the language.

    Attributes:
        words: As they are in another language.
        key: Of the heading, cluster or condition; the heading of a lead-in.
    """

    kind: Kind
    words: str
    key: str = ""


def lacking(basis: Basis, language: str) -> list[Lacking]:
    """What the summary leaves out in a language, in the order of the paper."""
    found = [*_of_the_letter(basis, language)]
    for headed in basis.headed:
        if headed.standing:
            found.extend(_of_heading(basis, headed, language))
    return found


def _missing(text: Mapping[str, str], language: str) -> bool:
    return bool(text) and not text.get(language)


def _of_the_letter(basis: Basis, language: str) -> Iterator[Lacking]:
    questions, tally = basis.returned.questions, basis.returned.tally
    if _missing(basis.subjects, language):
        yield Lacking(Kind.SUBJECT, Wording.of(basis.subjects))
    for question in questions:
        if not one_choice(basis.returned.enquiry, questions) and _missing(question.title, language):
            yield Lacking(Kind.QUESTION, Wording.of(question.title))
        for option in question.options.all():
            if tally[question.pk].get(option.key) and _missing(option.label, language):
                yield Lacking(Kind.OPTION, Wording.of(option.label))


def _of_heading(basis: Basis, headed: Headed, language: str) -> Iterator[Lacking]:
    if headed.heading is not None and not (headed.heading.name.get(language) or headed.heading.title.get(language)):
        yield Lacking(Kind.HEADING, headed.label, headed.key)
    lead_in = basis.lead_ins.get(headed.key, {})
    if _missing(lead_in, language):
        yield Lacking(Kind.LEAD_IN, Wording.of(lead_in), headed.key)
    for gathered in headed.clusters:
        if gathered.cluster and gathered.standing and _missing(gathered.cluster.title, language):
            yield Lacking(Kind.CLUSTER, Wording.of(gathered.cluster.title), str(gathered.cluster.pk))
    for statement in headed.loose.standing:
        if statement.condition.language != language:
            yield Lacking(Kind.CONDITION, statement.condition.wording, str(statement.condition.pk))
