"""Dovecot as Debian has it, with one mailbox, in a folder of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where Debian puts it, which is not on everybody's path.
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
USER, PASSWORD = "reply", "secret"
_CONFIGURATION = """\
protocols = imap
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
mail_location = maildir:{root}/mail
default_internal_user = {me}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


def _owner() -> tuple[int, int]:
    """Whose the mail is: Dovecot reads none of root's."""
    return (65534, 65534) if os.geteuid() == 0 else (os.geteuid(), os.getegid())


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, with a short path: those of sockets may not be long."""
    with tempfile.TemporaryDirectory(prefix="d") as name:
        root = Path(name)
        root.chmod(0o755)
        for made in ("mail", "home"):
            (root / made).mkdir()
            os.chown(root / made, *_owner())
        yield root


@contextmanager
def running(root: Path, port: int = 0) -> Iterator[int]:
    """Run it; with its port, which is a free one where none is given."""
    port = port or free_port()
    me = getpass.getuser()
    login = "dovenull" if os.geteuid() == 0 else me
    known = {
        "root": root, "me": "dovecot" if os.geteuid() == 0 else me, "login": login,
        "group": "dovecot" if os.geteuid() == 0 else str(os.getegid()), "port": port, "password": PASSWORD,
        "uid": _owner()[0], "gid": _owner()[1],
    }  # fmt: skip
    file = root / "dovecot.conf"
    file.write_text(_CONFIGURATION.format(**known))
    process = subprocess.Popen([PROGRAM, "-F", "-c", str(file)], start_new_session=True)
    try:
        yield port
    finally:
        # All of it at once: asked to end, on a busy machine it has kept those who wait for mail, or not ended at all.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def put(root: Path, content: bytes, name: str) -> None:
    """A message comes in, as a delivery agent writes it: it is there at once as a whole."""
    for part in ("tmp", "new", "cur"):
        (root / "mail" / part).mkdir(exist_ok=True)
        os.chown(root / "mail" / part, *_owner())
    written = root / "mail" / "tmp" / name
    written.write_bytes(content)
    os.chown(written, *_owner())
    written.rename(root / "mail" / "new" / name)
