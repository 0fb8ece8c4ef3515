"""A delegate as somebody else enters them: what is the person's own is not asked for, nor shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.people.details import NAMES, value_of
from hemicycle.web.registration.details_form import DetailsForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.people.models import Registration

#: What whoever enters a delegate says of their part; all else is the person's own.
_PART = {"email", "name", "family_name", "function", "delegation_role", "days", "booth_languages"}
_OWN = tuple(name for name in NAMES if name not in _PART)


class DelegateForm(DetailsForm):
    """For a nomination it is the whole form; of a registration that exists it shows the part in the delegation."""

    of_oneself = False

    def __init__(self, data: Mapping[str, Any] | None = None, **rest: Any) -> None:
        row: Registration | None = rest.get("registration")
        if row is not None:
            names = {"name": row.shown_name, "family_name": row.shown_family_name}
            rest["initial"] = {**names, **(rest.get("initial") or {})}
        super().__init__(data, **rest)
        if self.registration is not None:
            for name in _OWN:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Leave what is the person's own as it is."""
        given = super().clean()
        row = self.registration
        if row is not None:
            given.update({name: value_of(row, name) for name in _OWN})
        return given
