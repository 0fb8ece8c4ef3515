"""What can be done at a delegation, by its name in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.web.access.page_actions import registered
from hemicycle.web.delegations import mandate_actions, registration_actions

if TYPE_CHECKING:
    from typing import Any

    from hemicycle.web.delegations.page_action import DelegationAction

ACTIONS: dict[str, DelegationAction[Any]] = registered(
    mandate_actions.NAME,
    mandate_actions.DELEGATE,
    registration_actions.NOMINATE,
    mandate_actions.WITHDRAW_MANDATE,
    registration_actions.REPLACE,
    registration_actions.CHANGE,
    registration_actions.ENDORSE,
    registration_actions.REFUSE,
    registration_actions.WITHDRAW,
    registration_actions.CONFIRM,
    registration_actions.REOPEN,
)
