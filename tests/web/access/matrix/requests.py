"""Asking for an address as somebody: what is answered, and what is written, before all is as it was again."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, RequestFactory

from hemicycle.web.account import limited_session
from tests.web.access.matrix.visitors import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.visitors import Visitor

#: A statement that writes; and what is written of everybody who opens a page: when their session was seen.
_WRITES, _SEEN = re.compile("(INSERT|UPDATE|DELETE)"), re.compile("(django_session|usersessions_usersession)")
_TABLE = re.compile(r'(?:UPDATE|DELETE FROM) "(\w+)"')
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(visitor: Visitor, both: Mapping[str, Whole]) -> Client:
    """A client in which somebody has signed in as they do."""
    client, person = Client(), visitor.person(both)
    if person is None:
        return client
    client.force_login(person, backend=_BACKEND)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, person, "code")
    if visitor.session is not Session.ONE_FACTOR:
        record_authentication(request, person, "mfa", type="totp", reauthenticated=True)
    if visitor.session is Session.LIMITED:
        limited_session.limit(request, visitor.home)
    request.session.save()
    return client


def tried(
    client: Client,
    method: str,
    path: str,
    sent: Mapping[str, Any] | None = None,
    *,
    look: Callable[[list[str]], None] | None = None,
) -> tuple[Answer, list[str]]:
    """What is answered to somebody, and what is written; afterwards all is as it was, and they are signed in still.

    Args:
        look: Called with what is written, before all is as it was.
    """
    cookies, written = SimpleCookie(client.cookies), list[str]()

    def note(execute: Callable[..., object], sql: str, *more: object) -> object:
        if _WRITES.match(sql) and not _SEEN.search(sql):
            written.append(sql)
        return execute(sql, *more)

    with transaction.atomic(), connection.execute_wrapper(note):
        response: Answer = client.get(path) if method == "get" else client.post(path, sent or {})
        if look is not None:
            look(list(written))
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.streaming:
        response.getvalue()  # read, it closes its file
    return response, written


def changed(client: Client, path: str, sent: Mapping[str, Any], whole: Whole) -> tuple[Answer, list[str], list[str]]:
    """What is answered and written where somebody sends something; tables in which rows of a consultation change."""
    during: dict[str, list[Any]] = {}

    def look(written: list[str]) -> None:
        tables = {found[1] for sql in written if (found := _TABLE.match(sql))}
        during.update({table: _rows(table, whole) for table in tables})

    response, written = tried(client, "post", path, sent, look=look)
    return response, written, [table for table, rows in during.items() if rows != _rows(table, whole)]


def _rows(table: str, whole: Whole) -> list[Any]:
    """Of a table, what was there once the consultation was made."""
    if not (last := whole.last.get(table)):
        return []
    model = next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)
    return list(model._meta.base_manager.filter(pk__lte=last).order_by("pk").values_list())
