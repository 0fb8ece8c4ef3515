"""What pages of documents call things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.rules.documents import LanguageStatus, Standing
from hemicycle.rules.symbols import Purpose
from hemicycle.rules.versions import Change

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PURPOSES: dict[Purpose, _StrPromise] = {
    Purpose.DOCUMENTS: gettext_lazy("Documents"),
    Purpose.CONTRIBUTIONS: gettext_lazy("Contributions"),
    Purpose.INFORMATION: gettext_lazy("Information documents"),
}
STANDINGS: dict[Standing, _StrPromise] = {
    Standing.PREPARED: pgettext_lazy("a document", "In preparation"),
    Standing.EMBARGOED: pgettext_lazy("a document", "Under embargo"),
    Standing.POSTED: pgettext_lazy("a document", "Posted"),
    Standing.WITHDRAWN: pgettext_lazy("a document", "Withdrawn"),
}
#: Of the chip that shows it.
LOOKS: dict[Standing, str] = {
    Standing.PREPARED: "wait",
    Standing.EMBARGOED: "wait",
    Standing.POSTED: "live",
    Standing.WITHDRAWN: "stop",
}
LANGUAGE_STATUSES: dict[LanguageStatus, _StrPromise] = {
    LanguageStatus.NOT_FORESEEN: pgettext_lazy("a language version", "Not foreseen"),
    LanguageStatus.IN_TRANSLATION: pgettext_lazy("a language version", "In translation"),
    LanguageStatus.READY: pgettext_lazy("a language version", "Ready"),
    LanguageStatus.POSTED: pgettext_lazy("a language version", "Posted"),
}
CHANGES: dict[Change, _StrPromise] = {
    Change.REVISION: gettext_lazy("Revision"),
    Change.ADDENDUM: gettext_lazy("Addendum"),
    Change.CORRIGENDUM: gettext_lazy("Corrigendum"),
}
NEW_VERSIONS: dict[Change, _StrPromise] = {
    Change.REVISION: gettext_lazy("Prepare a revision"),
    Change.ADDENDUM: gettext_lazy("Prepare an addendum"),
    Change.CORRIGENDUM: gettext_lazy("Prepare a corrigendum"),
}
