"""Sessions, as Django keeps them in the database, read by a query that is made once: every request begins with one."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from hemicycle.journal.prepared import Prepared

_BY_KEY = Prepared(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    """Django's own, by whose name its sessions are signed: those of an older version go on."""

    def _get_session_from_db(self) -> Session | None:
        """The session of this key; ``None``, and no key, where there is none that goes on."""
        found = _BY_KEY.first(self.session_key)
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
