"""Words for lengths of time."""

from __future__ import annotations

from django.utils.translation import gettext as _


def length(minutes: int) -> str:
    """As in "2 h 45 min"; minutes alone below an hour."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
