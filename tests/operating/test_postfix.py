"""Postfix as Debian has it, with the lines of the guide: what it takes for our addresses comes by LMTP, no other."""

from __future__ import annotations

import os
import smtplib
import socket
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hemicycle.ops.supervisor import Stack
from tests.arrivals.test_killed import SENDER, content, number, own, tables
from tests.operating.installed import block
from tests.ops.test_worker import until
from tests.ports import free_port

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from hemicycle.ops.installation import Installation

__all__ = ["own", "tables"]

pytestmark = pytest.mark.source
MASTER = "/usr/lib/postfix/sbin/master"
#: What an installation of Postfix has beside the lines of the guide.
_MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file_prefixes = {root}
maillog_file = {root}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.org
mydestination = example.org
alias_maps =
"""
_SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
local unix - n n - - local
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""
_QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace"


def as_root(*command: str) -> list[str]:
    """Postfix is started by root alone."""
    return [*command] if os.geteuid() == 0 else ["sudo", "--non-interactive", *command]


def guide(root: Path, lmtp: int) -> tuple[str, str]:
    """The lines for ``main.cf`` and the map, with this folder and this port."""
    said = block("Mail in", "# main.cf").text.replace("/etc/postfix/hemicycle", f"{root}/hemicycle")
    main, _line, table = said.partition(f"# {root}/hemicycle\n")
    return main, table.replace("127.0.0.1:8026", f"127.0.0.1:{lmtp}")


@contextmanager
def postfix(lmtp: int) -> Iterator[int]:
    """Run it; with its port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="p", ignore_cleanup_errors=True) as name:
        root = Path(name)
        root.chmod(0o755)
        main, table = guide(root, lmtp)
        (root / "main.cf").write_text(_MAIN.format(root=root) + main, encoding="utf-8")
        (root / "hemicycle").write_text(table, encoding="utf-8")
        (root / "master.cf").write_text(_SERVICES.format(port=port), encoding="utf-8")
        folders = [f"{root}/queue/{queue}" for queue in _QUEUES.split()] + [f"{root}/data"]
        subprocess.run(as_root("mkdir", "--parents", f"{root}/queue/pid"), check=True)
        subprocess.run(as_root("install", "-d", "-o", "postfix", *folders), check=True)
        process = subprocess.Popen(as_root(MASTER, "-c", name, "-d"))
        try:
            until(lambda: _answers(port))
            yield port
        finally:
            process.terminate()
            process.wait(20)
            subprocess.run(as_root("rm", "--recursive", "--force", f"{root}/queue", f"{root}/data"), check=True)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_what_postfix_takes_for_our_addresses_comes_by_lmtp_and_nothing_else(
    own: Installation, tables: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    lmtp = free_port()
    monkeypatch.setenv("HEMICYCLE_EMAIL_IN", "reply@example.org")
    monkeypatch.setenv("HEMICYCLE_MAIL_IN_LMTP_BIND", f"127.0.0.1:{lmtp}")
    large = content(3) + (b"x" * 70 + b"\r\n") * 170_000
    with Stack(own, ("worker",)), postfix(lmtp) as port, smtplib.SMTP("127.0.0.1", port) as client:
        for to, made in (("reply+test", content(1)), ("reply", content(2)), ("reply+test.contribution", large)):
            assert client.sendmail(SENDER, [f"{to}@example.org"], made) == {}
        for nobody in ("somebody-else", "bounce+short"):
            with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
                client.sendmail(SENDER, [f"{nobody}@example.org"], content(4))
            assert refused.value.recipients[f"{nobody}@example.org"][0] == 550
        until(lambda: number(tables, "way = 'lmtp'") == 3)
    assert number(tables) == 3
    longest = tables.execute("SELECT max(size) FROM people_upload").fetchone()[0]
    assert longest > len(large) > 10 << 20, "more than the ten megabytes that Postfix takes without being told"
