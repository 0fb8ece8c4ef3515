"""What each address requires of the person who opens it, collected from the views.

The page of permissions shows it, and a test opens every address as every class and role and holds it against the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.core.checks import Error, register
from django.urls import URLPattern, get_resolver

from hemicycle.people.access import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from django.core.checks import CheckMessage
    from django.urls import URLResolver

    from hemicycle.people.access import Required
    from hemicycle.rules.permissions import Action

#: Addresses of the tool that explains pages to developers; no installation has them.
TOOLBAR = "djdt"
#: Of views that are not ours, by the name of the address.
STATED: dict[str, Required] = {
    "account_logout": Requirement.NOBODY,
    # Signing in
    "account_login": Requirement.NOBODY,
    "account_request_login_code": Requirement.NOBODY,
    "account_confirm_login_code": Requirement.NOBODY,
    "account_signup": Requirement.NOBODY,
    "account_inactive": Requirement.NOBODY,
    "mfa_authenticate": Requirement.NOBODY,
    "mfa_login_webauthn": Requirement.NOBODY,
    "openid_connect_login": Requirement.NOBODY,
    "openid_connect_callback": Requirement.NOBODY,
    "mfa_index": Requirement.SIGNED_IN,
    "mfa_list_webauthn": Requirement.SIGNED_IN,
    "mfa_add_webauthn": Requirement.SIGNED_IN,
    "mfa_edit_webauthn": Requirement.SIGNED_IN,
    "mfa_remove_webauthn": Requirement.SIGNED_IN,
    "mfa_reauthenticate_webauthn": Requirement.SIGNED_IN,
    "mfa_activate_totp": Requirement.SIGNED_IN,
    "mfa_deactivate_totp": Requirement.SIGNED_IN,
    "mfa_view_recovery_codes": Requirement.SIGNED_IN,
    "mfa_generate_recovery_codes": Requirement.SIGNED_IN,
    "mfa_reauthenticate": Requirement.SIGNED_IN,
    # Words, languages, and machines
    "room_words": Requirement.NOBODY,
    "set_language": Requirement.NOBODY,
}


@dataclass(frozen=True)
class Route:
    """An address and what it requires.

    Attributes:
        path: As it is written down: ``/sittings/<int:key>/``.
        requires: None where nothing is stated, which the check below reports.
        to_send: What is required where something is sent to it.
    """

    name: str
    path: str
    pattern: URLPattern
    requires: Required | None
    to_send: Required | None


@cache
def routes() -> tuple[Route, ...]:
    """Every address that the product answers."""
    return tuple(_routes(get_resolver().url_patterns))


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str = "/") -> Iterator[Route]:
    for pattern in patterns:
        path = f"{before}{pattern.pattern}"
        if getattr(pattern, "namespace", None) == TOOLBAR:
            continue
        if not isinstance(pattern, URLPattern):
            yield from _routes(pattern.url_patterns, path)
            continue
        name = str(pattern.name)
        required = getattr(pattern.callback, "requires", STATED.get(name))
        to_send = getattr(pattern.callback, "requires_to_send", required)
        yield Route(name, path, pattern, required, to_send)


def asking(action: Action) -> list[str]:
    """The addresses that require an action, to read or to send."""
    return list(dict.fromkeys(route.path for route in routes() if action in {route.requires, route.to_send}))


@register("security")
def check_every_address_states_what_it_requires(
    app_configs: Sequence[Any] | None,  # noqa: ARG001 - Django passes it by name
    **_options: object,
) -> list[CheckMessage]:
    """Django's own check: an address without a permission fails it, and with it ``make check``."""
    return [
        Error(
            f"The address “{route.name}” ({route.path}) states no permission.",
            hint="Put @page(...) on its view, or @requires(...) where the view checks by itself.",
            id="hemicycle.E101",
        )
        for route in routes()
        if route.requires is None
    ]
