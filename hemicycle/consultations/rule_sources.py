"""Where the body's own texts say what a rule says: what is cited to a person in the place of a number of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import Text, reader_language
from hemicycle.consultations.models import RuleSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.reasons import Reason, Rule

#: What is said, and where the body's own texts say it.
WITH_SOURCE = gettext_lazy("{words} ({source})")
#: The sources by rule, as JSON keeps them: ``{"16": {"en": "DM-20/1005, annex 1"}}``.
Sources: TypeAlias = "Mapping[str, Text]"


def sources_of(consultation: Consultation) -> dict[str, Text]:
    """Every source that a consultation keeps."""
    rows = RuleSource.objects.filter(consultation=consultation)
    return {str(rule): text for rule, text in rows.values_list("rule", "text")}


def among(sources: Sources, reasons: Iterable[Reason]) -> dict[str, Text]:
    """The sources of the rules that these reasons follow."""
    rules = {str(int(reason.rule)) for reason in reasons if reason.rule is not None}
    return {rule: text for rule, text in sources.items() if rule in rules}


def source_in(sources: Sources, rule: Rule | None) -> str:
    """A rule's source in the reader's language and no other; empty where there is none."""
    return sources.get(str(int(rule)), {}).get(reader_language(), "") if rule is not None else ""


def cited(words: str, sources: Sources, rule: Rule | None) -> str:
    """What a rule says, with the body's own source of it where the reader's language has one."""
    source = source_in(sources, rule)
    return str(WITH_SOURCE).format(words=words, source=source) if source else words
