"""What can be done at a delegation, by its name in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.web.delegations import mandate_actions, registration_actions

if TYPE_CHECKING:
    from typing import Any

    from hemicycle.web.delegations.page_action import Deed

#: The first three are about the Member, ``withdraw-mandate`` is about a mandate, the others about a registration.
DEEDS: dict[str, type[Deed[Any]]] = {
    "name": mandate_actions.Name,
    "delegate": mandate_actions.Delegate,
    "nominate": registration_actions.Nominate,
    "withdraw-mandate": mandate_actions.WithdrawMandate,
    "replace": registration_actions.Replace,
    "change": registration_actions.Change,
    "endorse": registration_actions.Endorse,
    "refuse": registration_actions.Refuse,
    "withdraw": registration_actions.Withdraw,
    "confirm": registration_actions.Confirm,
    "reopen": registration_actions.Reopen,
}
