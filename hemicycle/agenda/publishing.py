"""What every publication has in common: its symbol, its revision, what it says about the one before (rule 20)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hemicycle.agenda.comparing import STATE_RENAMED
from hemicycle.agenda.models import SYMBOL_LENGTH, WHAT_CHANGES_LENGTH, AgendaPublication
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.details import clean, clean_texts
from hemicycle.rules.ending import may_correct_published
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import may_correct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    from hemicycle.agenda.comparing import Content, Difference
    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Act

    Compare: TypeAlias = Callable[[Content, Content], list[Difference]]

#: Letters and digits, with what symbols have between them: ``C20/2``, ``AGENDA-2020``.
_SYMBOL = re.compile(r"[A-Za-z0-9]+(?:[./()-][A-Za-z0-9]+)*")
#: Parts of a version that older ones do not have: they said nothing of it.
LATER = ("sources", "removed")
_NEWEST_FIRST = ("-revision", "-correction")
_NAMES = {AgendaPublication.Kind.AGENDA: "AGENDA", AgendaPublication.Kind.TIME_PLAN: "TIME-PLAN"}


def is_published(consultation: Consultation, kind: AgendaPublication.Kind) -> bool:
    """Whether a version of the agenda, or of the time plan, went out."""
    return AgendaPublication.objects.filter(consultation=consultation, kind=kind).exists()


def latest(consultation: Consultation, kind: AgendaPublication.Kind) -> AgendaPublication | None:
    """The version that holds."""
    return AgendaPublication.objects.filter(consultation=consultation, kind=kind).order_by(*_NEWEST_FIRST).first()


def versions(consultation: Consultation, kind: AgendaPublication.Kind) -> list[AgendaPublication]:
    """Every version, the one that holds first, with who published it."""
    rows = AgendaPublication.objects.filter(consultation=consultation, kind=kind)
    return list(rows.select_related("published_by").order_by(*_NEWEST_FIRST))


def replaced(publication: AgendaPublication) -> AgendaPublication | None:
    """The version that it replaces, or corrects."""
    rows = AgendaPublication.objects.filter(consultation=publication.consultation_id, kind=publication.kind)
    earlier = Q(revision__lt=publication.revision)
    earlier |= Q(revision=publication.revision, correction__lt=publication.correction)
    return rows.filter(earlier).order_by(*_NEWEST_FIRST).first()


def latest_agendas(consultations: Iterable[Consultation]) -> dict[int, AgendaPublication]:
    """The agenda that holds of each consultation that has one: ``{consultation: version}``."""
    rows = AgendaPublication.objects.filter(
        consultation__in=[consultation.pk for consultation in consultations], kind=AgendaPublication.Kind.AGENDA
    )
    return {row.consultation_id: row for row in rows.order_by("revision", "correction")}


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
    """A part of a version; of its items, by code who spoke for and against each; the names of contents in any order."""
    said = content.get(part)
    if part == "contents":
        return {row["key"]: row["name"] for row in said or ()}
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
    compare: Compare,
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
    said, before = _cleaned(words), latest(act.consultation, kind)
    made = AgendaPublication(consultation=act.consultation, kind=kind, base=clean(symbol), content=content)
    if before is not None:
        require(may_correct(sent=True, what_changes="".join(said.values())))
        if is_same(before.content, content):
            raise Refusal(AgendaCode.NOTHING_IS_DIFFERENT)
        made.base, made.revision = before.base, before.revision + 1
        made.changes, made.what_changes = compare(before.content, content), said
        _require_said(said, made.changes, act.consultation.languages.documents)
    elif not _SYMBOL.fullmatch(made.base) or len(made.base) > SYMBOL_LENGTH:
        raise Refusal(AgendaCode.SYMBOL_INVALID, longest=SYMBOL_LENGTH)
    return _kept(act, made, said)


def to_correct(act: Act, kind: AgendaPublication.Kind, seen: str) -> AgendaPublication:
    """The version that a correction is to correct.

    Args:
        seen: Its ``version``, as it was when the correction was typed.

    Raises:
        Refusal: the consultation is open, or another version was published meanwhile.
    """
    require(may_correct_published(closed=act.closed))
    before = latest(act.consultation, kind)
    if before is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    if before.version != seen:
        raise Refusal(AgendaCode.VERSION_REPLACED, symbol=before.symbol)
    return before


def correct(
    act: Act, before: AgendaPublication, content: dict[str, Any], compare: Compare, *, words: Text
) -> AgendaPublication:
    """Add a version that corrects the one that is in force.

    Args:
        content: That of ``before``, with what is corrected.
        words: Why, in each language in which there is a paper.

    Raises:
        Refusal: nothing is different, or a paper would not say why.
    """
    said, changes = _cleaned(words), compare(before.content, content)
    if not changes:
        raise Refusal(AgendaCode.NOTHING_CORRECTED)
    missing = [NATIVE_NAMES[code] for code in act.consultation.languages.documents if code not in said]
    if missing:
        raise Refusal(AgendaCode.CORRECTION_WORDS_MISSING, languages=" · ".join(missing))
    made = AgendaPublication(
        consultation=act.consultation,
        kind=before.kind,
        base=before.base,
        revision=before.revision,
        correction=before.correction + 1,
        content=content,
        changes=changes,
        what_changes=said,
    )
    act.facts.update(corrects=before.symbol)
    return _kept(act, made, said)


def _cleaned(words: Text) -> Text:
    """The words of the person who publishes, as they are kept."""
    said = clean_texts(words)
    length = max(map(len, said.values()), default=0)
    if length > WHAT_CHANGES_LENGTH:
        raise Refusal(AgendaCode.WHAT_CHANGES_TOO_LONG, longest=WHAT_CHANGES_LENGTH, length=length)
    return said


def _kept(act: Act, made: AgendaPublication, said: Text) -> AgendaPublication:
    """The version, published by the person who acts."""
    if act.performer.person is None:
        raise LookupError("a person publishes")
    made.published_at, made.published_by = act.at, act.performer.person
    made.save()
    act.place = f"publication:{made.pk}"
    act.facts.update(symbol=made.symbol, words=said)
    return made
