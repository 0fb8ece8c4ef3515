"""What can be done at a delegation, by its name in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.web.delegations import mandates, registrations

if TYPE_CHECKING:
    from typing import Any

    from hemicycle.web.delegations.deed import Deed

#: The first three are about the Member, ``withdraw-mandate`` is about a mandate, the others about a registration.
DEEDS: dict[str, type[Deed[Any]]] = {
    "name": mandates.Name,
    "delegate": mandates.Delegate,
    "nominate": registrations.Nominate,
    "withdraw-mandate": mandates.WithdrawMandate,
    "replace": registrations.Replace,
    "change": registrations.Change,
    "endorse": registrations.Endorse,
    "refuse": registrations.Refuse,
    "withdraw": registrations.Withdraw,
    "confirm": registrations.Confirm,
    "reopen": registrations.Reopen,
}
