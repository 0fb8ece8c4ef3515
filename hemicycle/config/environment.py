"""What an installation sets: read from the environment, then from ``environment`` in the data folder.

``hemicycle up`` writes that file once, with fresh secrets, readable by its owner alone.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The checkout that this is part of.
CHECKOUT = Path(__file__).resolve().parents[2]
#: What the installation wrote down: ``HOME``, the data folder, ``ENGINES``, the folder of built engines, and ``AGAIN``,
#: what root types to install once more.
INSTALLATION = Path(sys.prefix) / "installation"


def _pairs(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    pairs = (line.strip().partition("=") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: value for name, sign, value in pairs if sign and not name.startswith("#")}


def installed(name: str) -> str:
    """What the installation wrote down under a name; empty for what it did not."""
    return _pairs(INSTALLATION).get(name, "")


def told_home() -> str:
    """The data folder that somebody named; empty where nobody did."""
    return os.environ.get("HEMICYCLE_HOME") or installed("HOME")


#: Where nobody named one, the data folder is that of the checkout, wherever a command is typed.
HOME = Path(told_home() or CHECKOUT / "var").resolve()
FILE = HOME / "environment"
#: The owner of the installation alone reads what it keeps.
UMASK = 0o077
#: How much is said; from one on, all that follow are.
LEVELS = ("debug", "info", "warning", "error")
SECRETS = ("SECRET_KEY", "LIVEKIT_SECRET", "CENTRIFUGO_TOKEN_SECRET", "CENTRIFUGO_API_KEY", "STEWARD_KEY")


def prepare() -> None:
    """Create the data folder, with room for static files and logs, and its secrets, when they do not exist yet."""
    wanted = [HOME / "static", HOME / "logs", FILE]
    new = [path for path in wanted if not path.exists()]
    for folder in wanted[:2]:
        folder.mkdir(parents=True, exist_ok=True)
    known = _pairs(FILE)
    missing = [name for name in SECRETS if name not in known]
    if missing:
        lines = [f"{name}={secrets.token_urlsafe(48)}\n" for name in missing]
        FILE.touch(mode=0o600)
        with FILE.open("a", encoding="utf-8") as file:
            file.writelines(lines)
    _leave_to_owner(path for path in new if path.exists())


def _leave_to_owner(paths: Iterable[Path]) -> None:
    """What root makes is whose the data folder is, who could not write it otherwise."""
    owner = HOME.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        for path in paths:
            os.chown(path, owner.st_uid, owner.st_gid)


def close_to_others() -> None:
    """Let the owner alone read what this process makes, and what lies in the data folder from earlier versions.

    Static files stay as they are: a web server may give them out, and everybody sees them.
    """
    os.umask(UMASK)
    HOME.chmod(HOME.stat().st_mode & 0o777 & ~UMASK)
    for top in HOME.iterdir():
        if top.name == "static" or top.is_symlink():
            continue
        for path in (top, *(top.rglob("*") if top.is_dir() else ())):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                continue
            with suppress(FileNotFoundError, PermissionError):  # gone meanwhile, or another user's
                mode = path.stat().st_mode & 0o777
                if mode & UMASK:
                    path.chmod(mode & ~UMASK)


class Environment:
    """Settings by name; the process environment wins over the file."""

    def __init__(self) -> None:
        self._file = _pairs(FILE)

    def text(self, name: str, default: str = "") -> str:
        """Value of ``HEMICYCLE_<name>``."""
        return os.environ.get(f"HEMICYCLE_{name}", self._file.get(name, default))

    def number(self, name: str, default: int) -> int:
        """The same as a whole number."""
        return int(self.text(name, str(default)))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """The same as a yes or no."""
        return self.text(name, "yes" if default else "no").lower() in {"yes", "true", "1", "on"}

    def level(self, name: str, default: str) -> str:
        """The same as one of ``LEVELS``.

        Raises:
            ImproperlyConfigured: It is none of them.
        """
        value = self.text(name, default).lower()
        if value not in LEVELS:
            raise ImproperlyConfigured(f"HEMICYCLE_{name} is {value!r}. It can be {', '.join(LEVELS)}.")
        return value

    def zone(self, name: str, default: str) -> str:
        """The same as the name of a time zone of the IANA database.

        Raises:
            ImproperlyConfigured: There is none of this name.
        """
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ImproperlyConfigured(f"HEMICYCLE_{name} is {value!r}. Enter it in the form Asia/Tokyo.") from error
        return value

    def words(self, name: str, default: str = "") -> list[str]:
        """The same as a list, separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]
