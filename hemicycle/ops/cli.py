"""The command ``hemicycle``."""

from __future__ import annotations

import os
import pwd
import sys
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.db import DatabaseError, connection

from hemicycle.config import environment
from hemicycle.verification import command as verification

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand

#: Checks an export on any computer.
VERIFY = "verify"
#: Django's own commands that mean nothing here, and what there is in their place.
INSTEAD = {
    "changepassword": "Nobody has a password here: people sign in by a code that is mailed to them, or by a passkey.",
    "createsuperuser": "There is no superuser here. Invite the first administrator by mail:  hemicycle invite ADDRESS",
}
#: What root may do in a data folder that is somebody else's: it leaves nothing there that its owner cannot write.
BY_ROOT = frozenset({"engines"})


class Commands(ManagementUtility):
    """Django's commands and ours, without those that mean nothing here."""

    def main_help_text(self, commands_only: bool = False) -> str:  # noqa: FBT001, FBT002 - as Django has it
        """The list of commands."""
        lines = super().main_help_text(commands_only).splitlines()
        # It needs neither a database nor a data folder, and is no command of Django's.
        own = [line.replace("up", VERIFY) for line in lines if line.strip() == "up"]
        at = next((place for place, line in enumerate(lines) if line.strip() == "up"), len(lines))
        lines[at + 1 : at + 1] = own
        return "\n".join(line for line in lines if line.strip() not in INSTEAD)

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """A command by its name."""
        if sentence := INSTEAD.get(subcommand):
            sys.exit(f"hemicycle: {sentence}")
        return super().fetch_command(subcommand)


def complaint(command: str) -> str:
    """Why no command can be run with this data folder, and what to do; empty where one can.

    Nobody makes a data folder, with new secrets, by typing a command in the wrong place: its place is said, by
    ``HEMICYCLE_HOME``, `make production` or any other `make`, or it is there already.
    """
    home = environment.HOME
    if home.is_dir() and (owner := home.stat().st_uid) != os.geteuid():
        return "" if os.geteuid() == 0 and command in BY_ROOT else _of_somebody_else(owner, command)
    if not environment.told_home() and not environment.FILE.exists():
        return (
            f"there is no data folder {home}, and nothing names another one. For an installation, set HEMICYCLE_HOME "
            "to its data folder, such as /var/lib/hemicycle. To try or to change Hemicycle, begin with `make demo` or "
            f"`make setup` in {environment.CHECKOUT}, which makes one."
        )
    return ""


def _of_somebody_else(owner: int, command: str) -> str:
    home, user, me = environment.HOME, _name(owner), _name(os.geteuid())
    if owner == 0:
        return f"the data folder {home} is root's, and {me} cannot use it. As root:  chown -R {me}: {home}"
    named = f" HEMICYCLE_HOME={home}" if os.environ.get("HEMICYCLE_HOME") else ""
    return f"the data folder {home} is {user}'s. Run this as {user}:  sudo -u {user}{named} {sys.argv[0]} {command} ..."


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def main() -> None:
    """Run ``hemicycle up``, ``demo``, ``simulate``, ``bench``, or any of Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.config.settings")
    program, *arguments = sys.argv
    if arguments[:1] == [VERIFY]:
        sys.exit(verification.main(arguments[1:]))
    if arguments and not arguments[0].startswith("-"):
        arguments[0] = arguments[0].replace("-", "_")  # a module's name takes no hyphen
    if sentence := complaint(arguments[0] if arguments else "help"):
        sys.exit(f"hemicycle: {sentence}")
    try:
        Commands([program, *arguments]).execute()
    except ImproperlyConfigured as error:
        sys.exit(f"hemicycle: {error}")
    except DatabaseError:
        if connection.introspection.table_names():
            raise
        sys.exit("hemicycle: the database has no tables yet. Start Hemicycle once, which makes them:  hemicycle up")


if __name__ == "__main__":
    main()
