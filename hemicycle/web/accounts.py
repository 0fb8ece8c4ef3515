"""Sign-in: only persons whom the secretariat entered; nobody signs up by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """allauth, without signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration is the secretariat's act, not the visitor's."""
        return False
