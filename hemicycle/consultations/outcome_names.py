"""What the outcomes of an item are called: words of a consultation, for keys that are the rules' own (rule 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import localized
from hemicycle.rules.outcomes import Outcome, says_decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation

#: Of a name in one language, in characters.
NAME_LENGTH = 100
#: Where a consultation has no words of its own.
USUAL: dict[Outcome, _StrPromise] = {
    Outcome.PROPOSED_CONCLUSION: _("Proposed conclusion"),
    Outcome.DEFERRED: _("Deferred"),
    Outcome.NOTED: _("Noted"),
}


def outcome_names(consultation: Consultation) -> dict[str, str]:
    """What each outcome is called in the reader's language, or in another one that the consultation's words have."""
    stored: Mapping[str, Text] = consultation.settings.get("outcomes", {})
    return {key.value: localized(stored.get(key.value, {})) or str(usual) for key, usual in USUAL.items()}


def says_no_decision(names: dict[Outcome, Text]) -> dict[Outcome, Text]:
    """The names of outcomes, none of which says that something was decided (rule 26).

    Raises:
        ValueError: one does.
    """
    if any(says_decision(name) for texts in names.values() for name in texts.values()):
        raise ValueError("an outcome that says a decision")
    return names
