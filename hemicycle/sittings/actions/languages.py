"""The languages of a consultation, and those of a sitting that has others: what is in use stays."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.language_settings import Languages
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence import letter_queries
from hemicycle.documents.models import DocumentFile
from hemicycle.people.act import Act, carry_out
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.languages import LanguageUse, may_change_booths, may_have, may_remove_language, removed
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.models import BoothSeat, Sitting, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer

_GOING_ON = {SittingState.OPEN.value, SittingState.SUSPENDED.value}


@dataclass(frozen=True)
class Wanted:
    """The languages that a consultation is to have, as ``Languages`` keeps them; each is one that CLDR knows."""

    documents: tuple[str, ...]
    fallback: str = ""
    sittings: tuple[str, ...] = ()

    def kept(self) -> Languages:
        """Ready to be kept.

        Raises:
            Refusal: there are too many or none, or the fallback is none of them.
        """
        require(may_have(self.documents, self.fallback, self.sittings))
        return Languages(documents=self.documents, fallback=self.fallback, sittings=self.sittings)


def set_languages(consultation: int, performer: Performer, at: datetime, wanted: Wanted) -> bool:
    """Set the languages of a consultation's documents and sittings.

    Returns:
        Whether they are others now.

    Raises:
        Refusal: there are too many or none; a language that goes is in use; or booths would come or go in a sitting
            that goes on.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        before, after = act.settings.languages, wanted.kept()
        if before == after:
            act.cancel()
            return False
        for code in removed(before.documents, after.documents):
            require(may_remove_language(NATIVE_NAMES[code], _written(act.consultation, code)))
        rows = Sitting.objects.select_for_update().filter(consultation=consultation, own_languages=[])
        sittings = list(rows.order_by("pk"))
        require_changeable(act, sittings, before.of_sittings, after.of_sittings)
        row = act.consultation
        row.settings = {**row.settings, "languages": after.model_dump(mode="json")}
        row.save(update_fields=["settings"])
        if before.of_sittings != after.of_sittings:
            _changed(sittings)
        act.facts.update(did="languages", languages=[_told(before), _told(after)])
    return True


def set_languages_of_sittings(
    consultation: int, performer: Performer, at: datetime, wanted: Mapping[int, tuple[str, ...]]
) -> int:
    """Say which sittings have other languages than their consultation.

    Args:
        wanted: ``{sitting: languages}``; none for those of the consultation. Who is not named stays as it is.

    Returns:
        How many sittings have others now.

    Raises:
        Refusal: a sitting is gone, or goes on; there are too many; or a language that goes was spoken in it.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        common = act.settings.languages.of_sittings
        rows = Sitting.objects.select_for_update().filter(consultation=act.consultation, kind=SittingKind.SITTING.value)
        known = {row.pk: row for row in rows.order_by("pk")}
        changed: list[Sitting] = []
        for key, codes in wanted.items():
            if key not in known:
                raise Refusal(AgendaCode.NO_SUCH_SITTING)
            require(may_have(common, "", codes))
            row, own = known[key], list(codes) if codes != common else []
            if row.own_languages == own:
                continue
            also = {other.pk: other.languages for other in changed}
            require_changeable(act, [row], row.languages, tuple(own) or common, also)
            row.own_languages = own
            changed.append(row)
        if not changed:
            act.cancel()
            return 0
        _changed(changed)
        act.place = f"plan:{consultation}"
        act.facts["languages"] = [[row.pk, row.own_languages] for row in changed]
    return len(changed)


def _told(languages: Languages) -> dict[str, object]:
    """As the journal keeps it."""
    return languages.model_dump(mode="json")


def _changed(sittings: Sequence[Sitting]) -> None:
    for row in sittings:
        row.raise_sequence()
    Sitting.objects.bulk_update(sittings, ["own_languages", "sequence"])
    tell_clients(sittings, "booths", "map")


def require_changeable(
    act: Act,
    sittings: Sequence[Sitting],
    before: Sequence[str],
    after: Sequence[str],
    also: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> None:
    """Let nothing go that was spoken in these sittings, or that somebody is to interpret into.

    Args:
        also: The languages of other sittings that the same act has changed, and not kept yet, by their keys.

    Raises:
        Refusal: a language that goes is in use; or booths would come or go in a sitting that goes on.
    """
    open_one = next((row for row in sittings if row.state in _GOING_ON), None)
    require(may_change_booths(before, after, sitting=open_one.number if open_one else None))
    gone = list(removed(before, after))
    still = _booths_elsewhere(act.consultation, sittings, also) if gone else set()
    for code in gone:
        use = LanguageUse(
            registrations=_interpreters(act.consultation, code) if code not in still else 0,
            turns=Turn.objects.filter(sitting__in=sittings, language=code).count(),
            seats=BoothSeat.objects.filter(sitting__in=sittings, language=code).count(),
        )
        require(may_remove_language(NATIVE_NAMES[code], use))


def _booths_elsewhere(
    consultation: Consultation, sittings: Iterable[Sitting], also: Mapping[int, Sequence[str]]
) -> set[str]:
    """The languages of all other sittings, for which interpreters stay."""
    here = {row.pk for row in sittings}
    others = Sitting.objects.filter(consultation=consultation, kind=SittingKind.SITTING.value).exclude(pk__in=here)
    return {code for row in others.select_related("consultation") for code in also.get(row.pk, row.languages)}


def _interpreters(consultation: Consultation, language: str) -> int:
    rows = Registration.objects.filter(consultation=consultation, role=Role.INTERPRETER.value)
    booths = rows.exclude(status__in=[status.value for status in OVER]).values_list("booth_languages", flat=True)
    return sum(language in codes for codes in booths)


def _written(consultation: Consultation, language: str) -> LanguageUse:
    """The letters and papers in a language that participants have."""
    published = AgendaPublication.objects.filter(consultation=consultation).values_list("content", flat=True)
    files = DocumentFile.objects.filter(document__consultation=consultation, language=language, replaced_at=None)
    return LanguageUse(
        letters=letter_queries.sent_in(consultation, language),
        papers=files.count() + sum(_names(content, language) for content in published),
    )


def _names(content: object, language: str) -> bool:
    """Whether a published version has a title in a language."""
    if isinstance(content, dict):
        title = content.get("title")
        titled = isinstance(title, dict) and language in title
        return titled or any(_names(part, language) for part in content.values())
    return isinstance(content, list) and any(_names(part, language) for part in content)
