"""How so many Members of a class are called in each language, as the secretariat words it: "12 observers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import NATIVE_NAMES, in_order
from hemicycle.consultations.plural_forms import NUMBER, Fault, faults, plural_forms
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping


def problems(said: Mapping[str, str], language: str) -> dict[str, Reason]:
    """What is wrong with the forms of one language, by plural category; empty where they can be kept."""
    return {form.category: _reason(fault, language) for form, fault in faults(said, language)}


def _reason(fault: Fault, language: str) -> Reason:
    if fault is Fault.MISSING:
        return Reason(PeopleCode.CLASS_COUNTED_MISSING, {"language": NATIVE_NAMES[language]})
    return Reason(PeopleCode.CLASS_COUNTED_NUMBER, {"language": NATIVE_NAMES[language], "placeholder": NUMBER})


def cleaned(counted: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The forms by language, each cleaned; without languages in which there are none, and forms that a language lacks.

    Raises:
        Refusal: one is missing, or its number is.
    """
    found: dict[str, dict[str, str]] = {}
    for language in in_order(counted):
        forms = {form.category: clean(counted[language].get(form.category, "")) for form in plural_forms(language)}
        for reason in problems(forms, language).values():
            raise Refusal(reason)
        if kept := {category: words for category, words in forms.items() if words}:
            found[language] = kept
    return found
