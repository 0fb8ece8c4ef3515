"""``hemicycle journal``: whether the journal is as it was written; its export, its seals and signatures, its head."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from hemicycle.correspondence.models import ReplyVersion
from hemicycle.journal import chain, chain_file, guards, sealing, signing
from hemicycle.journal.models import SignedHead, SigningKey, in_utc
from hemicycle.verification.command import DISAGREES, UNREADABLE, conclusion, head_of, verdict_said
from hemicycle.verification.record import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Reads the journal; seals and signs it."""

    help = "Verify the journal; export it; seal it; say its head; name or replace the key that signs it."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with which file."""
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser("verify", help="Whether every entry is as it was sealed. Exit 1 where not.")
        verify.add_argument(
            "--head", action="append", default=[], help="NUMBER:DIGEST from a mail or a receipt; as often as you like."
        )
        export = acts.add_parser("export", help="Write the journal with its seals, for `hemicycle verify FILE`.")
        export.add_argument("file", nargs="?", help="Where to; without it, to the standard output.")
        acts.add_parser("seal", help="Seal what the worker has not sealed yet.")
        acts.add_parser("head", help="The last seal, as printed on receipts.")
        acts.add_parser("keys", help="The public keys that this installation signs with, and signed with before.")
        acts.add_parser("rotate", help="Sign with a new key from now on; the public keys before it stay listed.")

    def handle(
        self, *_args: object, act: str, file: str | None = None, head: list[str] | None = None, **_: object
    ) -> None:
        """Do it.

        Raises:
            CommandError: something does not agree (exit status 1), or cannot be read (2).
        """
        does: dict[str, Callable[[], object]] = {
            "verify": lambda: self._verify(head or []),
            "export": lambda: self._export(file),
            "seal": lambda: self.stdout.write(f"Sealed: {sealing.seal(timezone.now(), everywhere=True)} entries."),
            "head": lambda: self.stdout.write(sealing.head() or "Nothing is sealed yet."),
            "keys": self._keys,
            "rotate": self._rotate,
        }
        does[act]()

    def _verify(self, heads: list[str]) -> None:
        try:
            known = dict(map(head_of, heads))
        except ValueError as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        for receipt in ReplyVersion.objects.exclude(journal_head="").values_list("journal_head", flat=True):
            number, digest = head_of(receipt)
            known.setdefault(number, digest)
        signed = list(SignedHead.objects.select_related("key"))
        for row in signed:
            known.setdefault(row.number, row.digest)
        verdict, unguarded = chain.verify(sealing.lines(), known), guards.missing(connection)
        self.stdout.write("\n".join(verdict_said(verdict)))
        disagree = [said(finding) for finding in verdict.findings]
        disagree += [f"head no. {row.number}: it is not what was signed" for row in signed if not row.is_signed]
        wrong = [conclusion(disagree)] if disagree else []
        if unguarded:
            wrong.append(f"Triggers are missing or switched off: {', '.join(unguarded)}. Run hemicycle migrate.")
        if wrong:
            raise CommandError("\n".join(wrong), returncode=DISAGREES)
        self.stdout.write(conclusion([]))

    def _export(self, file: str | None) -> None:
        with _opened(file) as out:
            out.write(chain_file.header(exported_at=in_utc(timezone.now())) + "\n")
            for key in SigningKey.objects.all():
                out.write(chain_file.written(key.public_key) + "\n")
            for row in SignedHead.objects.iterator():
                out.write(chain_file.written(row.head) + "\n")
            for line in sealing.lines():
                out.write(chain_file.written(line) + "\n")

    def _rotate(self) -> None:
        signing.rotate(timezone.now())
        self._keys()

    def _keys(self) -> None:
        signing.prepare(timezone.now())
        for row in SigningKey.objects.all():
            until = f" until {row.until:%Y-%m-%d %H:%M} UTC" if row.until else ", signs now"
            self.stdout.write(f"{row.key}  {row.public}  since {row.since:%Y-%m-%d %H:%M} UTC{until}")


@contextmanager
def _opened(file: str | None) -> Iterator[TextIO]:
    if file is None:
        yield sys.stdout
        return
    with Path(file).open("w", encoding="utf-8") as out:
        yield out
