"""An address that signs up by a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.core import mail

from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    ClientOf = Callable[[object], Client]


REGISTER, CODE = "/consultations/test/register/", "/consultations/test/register/code/"


OWN = "/consultations/test/registration/"


NEW = "new@example.org"
GIVEN = {
    "member": "BR",
    "name": "Ms. Elena Duarte",
    "family_name": "Duarte",
    "language": "es",
    "time_zone": "America/Sao_Paulo",
    "phone": "+55 11 91234 5678",
    "function": "Director",
    "delegation_role": "adviser",
    "accessibility": "",
}


def sent_code() -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def ask(client: Client, email: str = NEW, address: str = REGISTER) -> None:
    response = client.post(address, {"email": email})
    assert response.status_code == 302
    assert response.headers["Location"] == CODE


def newcomer(client_of: ClientOf, email: str = NEW) -> Client:
    client = client_of(None)
    ask(client, email)
    client.post(CODE, {"code": sent_code()})
    return client


def text(response: Any) -> str:  # noqa: ANN401 - the test client's answers have no type of their own
    return html_of(response)
