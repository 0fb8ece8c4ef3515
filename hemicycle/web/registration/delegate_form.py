"""A delegate as somebody else enters them: what is the person's own is not asked for, nor shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.web.registration.details_form import DetailsForm

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN = ("language", "time_zone", "phone", "accessibility")


class DelegateForm(DetailsForm):
    """For a nomination it is the whole form; of a registration that exists it shows the part in the delegation."""

    def __init__(self, data: Mapping[str, Any] | None = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        if self.registration is not None:
            for name in _OWN:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Leave what is the person's own as it is."""
        given = super().clean()
        row = self.registration
        if row is not None:
            person = row.person
            given.update(
                language=person.language,
                time_zone=person.time_zone,
                phone=person.phone,
                accessibility=row.accessibility,
            )
        return given
