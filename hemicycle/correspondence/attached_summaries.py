"""Summaries of replies that became annexes of letters: whether they agree with the replies, and name who gave them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.correspondence import results, summaries
from hemicycle.correspondence.actions.letters import clean_body, digest
from hemicycle.correspondence.addressees import addressed
from hemicycle.correspondence.models import Summary
from hemicycle.correspondence.summaries import Drawn
from hemicycle.people.details import clean
from hemicycle.people.member_names import member_name

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import Annex, Enquiry, Letter, SummaryText
    from hemicycle.people.models import Member


def drawn(basis: summaries.Basis, choices: summaries.Choices) -> dict[str, Drawn]:
    """What is generated, as it would be kept after an edit: whoever saves it unchanged has edited nothing."""
    return {
        language: Drawn(clean(made.title), clean_body(made.body))
        for language, made in summaries.draw(basis, choices).items()
    }


def drawn_now(enquiry: Enquiry, at: datetime) -> dict[str, Drawn]:
    """What would be generated at a moment, with the choices that the summary has."""
    consultation = enquiry.letter.consultation
    current = results.find(consultation, enquiry.pk)
    choices = summaries.choices_of(Summary.objects.filter(enquiry=current).first())
    return drawn(summaries.Basis.of(results.returns(current, consultation.day(at), at=at)), choices)


def basis_of(text: SummaryText) -> str:
    """What ``AnnexText.basis`` keeps of a text that becomes an annex; empty where nobody has gone over it."""
    return digest(text.drawn_title, text.drawn_body) if text.gone_over else ""


def outdated(annex: Annex, at: datetime) -> list[str]:
    """The languages in which an annex that was made from a summary does not agree with the replies as they are.

    Reads ``annex.texts``. The summary is generated to compare: a change that its text does not show is none.
    """
    if annex.summarizes is None:
        return []
    now = drawn_now(annex.summarizes, at)
    return [
        text.language
        for text in annex.texts.all()
        if text.language in now and text.basis != digest(now[text.language].title, now[text.language].body)
    ]


def outdated_annexes(letter: Letter, at: datetime) -> dict[int, list[str]]:
    """The annexes of a letter that do not agree with the replies, by their number, each with its languages."""
    languages = {annex.number: outdated(annex, at) for annex in letter.annexes.all()}
    return {number: codes for number, codes in languages.items() if codes}


def named(letter: Letter) -> dict[int, list[Member]]:
    """The Members that were asked and are named in a summary which is an annex of a letter, by the annex's number."""
    found = {annex.number: _named(annex, letter) for annex in letter.annexes.all() if annex.summarizes is not None}
    return {number: members for number, members in found.items() if members}


def _named(annex: Annex, letter: Letter) -> list[Member]:
    if annex.summarizes is None:
        return []
    question = annex.summarizes.letter
    asked = [row.member for row in addressed(question, letter.dated, annex.summarizes.asked)]
    bodies = [(text.body, text.language) for text in annex.texts.all()]
    return [
        member
        for member in asked
        if any(_says(body, member_name(member, language, on=letter.dated)) for body, language in bodies)
    ]


def _says(body: str, name: str) -> bool:
    """Whether a text has a name that is not a part of another Latin or Cyrillic word: Niger is not in Nigeria."""
    return re.search(rf"(?<![A-Za-zÀ-ɏЀ-ӿ]){re.escape(name)}(?![A-Za-zÀ-ɏЀ-ӿ])", body) is not None
