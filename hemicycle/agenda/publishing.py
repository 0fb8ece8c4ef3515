"""What every publication has in common: its symbol, its revision, what it says about the one before (rule 20)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hemicycle.agenda.comparing import STATE_RENAMED
from hemicycle.agenda.models import SYMBOL_LENGTH, WHAT_CHANGES_LENGTH, AgendaPublication
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.details import clean, clean_texts
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import may_correct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hemicycle.agenda.comparing import Content, Difference
    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Act

#: Letters and digits, with what symbols have between them: ``C20/2``, ``AGENDA-2020``.
_SYMBOL = re.compile(r"[A-Za-z0-9]+(?:[./()-][A-Za-z0-9]+)*")
#: Parts of a version that older ones do not have: they said nothing of it.
LATER = ("sources", "removed")
_NAMES = {AgendaPublication.Kind.AGENDA: "AGENDA", AgendaPublication.Kind.TIME_PLAN: "TIME-PLAN"}


def latest(consultation: Consultation, kind: AgendaPublication.Kind) -> AgendaPublication | None:
    """The version that holds."""
    return AgendaPublication.objects.filter(consultation=consultation, kind=kind).order_by("-revision").first()


def versions(consultation: Consultation, kind: AgendaPublication.Kind) -> list[AgendaPublication]:
    """Every version, the one that holds first, with who published it."""
    rows = AgendaPublication.objects.filter(consultation=consultation, kind=kind)
    return list(rows.select_related("published_by").order_by("-revision"))


def latest_agendas(consultations: Iterable[Consultation]) -> dict[int, AgendaPublication]:
    """The agenda that holds of each consultation that has one: ``{consultation: version}``."""
    rows = AgendaPublication.objects.filter(
        consultation__in=[consultation.pk for consultation in consultations], kind=AgendaPublication.Kind.AGENDA
    )
    return {row.consultation_id: row for row in rows.order_by("revision")}


def suggested_symbol(consultation: Consultation, kind: AgendaPublication.Kind) -> str:
    """A symbol for the first version, which whoever publishes may change."""
    return f"{_NAMES[kind]}-{consultation.first_day.year}"


def is_same(before: Content, content: Content) -> bool:
    """Whether the next version would say what the last one does, which may be older than some parts of it.

    In which order it names the States says nothing new.
    """
    later = {part: before.get(part) or None for part in LATER}
    compared = [part for part in before if part not in {*LATER, "order"}]
    return all(_said(content, part) == _said(before, part) for part in compared) and later == {
        part: content.get(part) or None for part in LATER
    }


def _said(content: Content, part: str) -> Any:  # noqa: ANN401 - a part of a version
    """A part of a version; of its items, by code who spoke for and against each."""
    said = content.get(part)
    if part != "items" or said is None:
        return said
    return [{**row, **{side: sorted(row[side]) for side in ("yes", "no") if side in row}} for row in said]


def missing_words(words: Text, changes: Sequence[Difference], languages: Iterable[str]) -> list[str]:
    """Of some languages, those whose papers would not say what a revision changes: in no words, in no difference.

    A State that has another name is said only where its name in that language is another one.
    """
    if any(change["what"] != STATE_RENAMED for change in changes):
        return []
    return [language for language in languages if language not in words]


def _require_said(words: Text, changes: Sequence[Difference], languages: Iterable[str]) -> None:
    missing = missing_words(words, changes, languages)
    if missing:
        raise Refusal(AgendaCode.WORDS_MISSING, languages=" · ".join(NATIVE_NAMES[language] for language in missing))


def publish(
    act: Act,
    kind: AgendaPublication.Kind,
    content: dict[str, Any],
    compare: Callable[[Content, Content], list[Difference]],
    *,
    symbol: str,
    words: Text,
) -> AgendaPublication:
    """Add the next version.

    Args:
        symbol: Of the first version; the later ones keep it.
        words: What a revision changes, in at least one language; a first version needs none.

    Raises:
        Refusal: nothing is different, there are no words, or the paper of a language would not say what is different;
            or the symbol is none.
    """
    said, before = clean_texts(words), latest(act.consultation, kind)
    length = max(map(len, said.values()), default=0)
    if length > WHAT_CHANGES_LENGTH:
        raise Refusal(AgendaCode.WHAT_CHANGES_TOO_LONG, longest=WHAT_CHANGES_LENGTH, length=length)
    base, revision, changes = clean(symbol), 0, list[dict[str, Any]]()
    if before is not None:
        require(may_correct(sent=True, what_changes="".join(said.values())))
        if is_same(before.content, content):
            raise Refusal(AgendaCode.NOTHING_IS_DIFFERENT)
        base, revision = before.base, before.revision + 1
        changes = compare(before.content, content)
        _require_said(said, changes, act.consultation.languages.documents)
    elif not _SYMBOL.fullmatch(base) or len(base) > SYMBOL_LENGTH:
        raise Refusal(AgendaCode.SYMBOL_INVALID, longest=SYMBOL_LENGTH)
    if act.performer.person is None:
        raise LookupError("a person publishes")
    made = AgendaPublication.objects.create(
        consultation=act.consultation,
        kind=kind,
        base=base,
        revision=revision,
        content=content,
        changes=changes,
        what_changes=said if before else {},
        published_at=act.at,
        published_by=act.performer.person,
    )
    act.place = f"publication:{made.pk}"
    act.facts.update(symbol=made.symbol, words=said)
    return made
