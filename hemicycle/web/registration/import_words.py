"""What is wrong with a file or one of its rows, whichever room says so, in the reader's language."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from hemicycle.agenda import messages as agenda
from hemicycle.documents import messages as documents
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason

_ALL = {**agenda.ALL, **documents.ALL}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded it.
    """
    return people.refusal_message(reason, zone, _ALL)
