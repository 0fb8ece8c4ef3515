"""The words inside an export: what each file and each field of it is, for whoever has no more than the file."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from django.db.models import ForeignKey, JSONField, ManyToManyField

from hemicycle.ending import belonging
from hemicycle.ending.form import FORM
from hemicycle.fields.personal import PersonalData

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from django.db.models import Field, Model

    from hemicycle.ending.collecting import Collected

_HEAD = """# {slug}

This is one consultation, or the record of one enquiry in it, exported from Hemicycle (form {form}). It can be
read without Hemicycle: everything is JSON in UTF-8, and the files that were uploaded.

**It holds personal data.** Keep it as you keep the consultation itself.

- `signature.json`: the signature of the installation over `manifest.json` (Ed25519), and its public key.
- `manifest.json`: the form, when and by which version this was made, the fields of each table, and of every
  other file its size and SHA-256.
- `tables/`: one file for each table, `{{"table": name, "rows": [...]}}`. Each row has an `@key`, such as
  `sitting:3`; another row means it by that key. Keys count the rows of a table from 1, and mean nothing
  outside this file. `?` in the place of a number stands for a row that is there no more.
- `uploads/`: the files, by the number in the key of their row in `tables/people.Upload.json`, where their
  names are.
- `record/`: who did what and when, a folder for each installation that the consultation was in, the first one
  first.

Moments are ISO 8601 in UTC; days and times of day have no zone, and are those of the consultation's
`time_zone`. Texts in several languages are `{{"en": ..., "fr": ...}}`.

The same consultation gives the same files, whatever database it is in, but for `made_at` and `version` in the
manifest, and its signature.

**It can be checked without Hemicycle's database:** `hemicycle verify FILE` recomputes it on any computer.

## The record

The first line of `journal.jsonl` says what it is (version 1, of earlier forms, has none). Then come the public keys
of that installation (`{{"key": {{"id", "public", "since", "until"}}}}`), the heads of its chain that it signed
(`{{"head": {{"number", "digest", "at", "reason", "key", "signature", "token"}}}}`), and its entries:
`{{"number", "sealed_at", "digest", "words", "form", "entry"}}`. `entry` says who acted (`actor`: the number of a
person, or `system`), in which capacity, what was done (`act`), to what (`place`), and with which facts (`data`).
Numbers in it are those of that installation's database; `keys.json` beside it says which rows of the tables they
mean. What was done to a Member that takes part stands there too, by its code (`member:FR`).

The digest of a seal of form 2 is SHA-256 over two texts in hexadecimal: the digest before it, and SHA-256 over the
canonical JSON (RFC 8785) of `{{"entry", "form": 2, "number", "sealed_at", "words"}}`, where `entry` is without `salt`
and its `data` without words about people (`words`, `words_before`, `reason`, at any depth). `words` has a digest of
each of these: SHA-256 over `salt` and its JSON, with sorted names and without spaces. Words may have been erased
since, and their digests stay. A seal without `form` is SHA-256 over the digest before it and such sorted JSON of
`{{"entry", "number", "sealed_at", "words"}}`.

A line `{{"number", "content"}}` stands for an entry of something else: by the digest of its content the chain is
followed past it, and nothing is said of it. The first line has the digest before it (`previous`). A head is signed
over the line `hemicycle head` and the canonical JSON of its names but `signature` and `token`; the manifest over the
line `hemicycle export` and its bytes. `token` is a time stamp (RFC 3161, in base64) over what was signed and the
signature. The numbers and digests that went out by mail and stand on receipts are the same ones: compare them, and
nobody can have changed what comes before.

## The tables
"""


def readme(collected: Collected, models: Iterable[type[Model]]) -> str:
    """The words, from the models themselves, of which there are tables."""
    parts = [_HEAD.format(slug=collected.consultation.slug, form=FORM)]
    parts += ["\n".join(_of(model, len(collected.rows[model]))) for model in models]
    parts.append(_left_out())
    return "\n".join(parts)


def _of(model: type[Model], rows: int) -> Iterator[str]:
    yield f"### {belonging.label(model)} ({rows})\n"
    yield f"{inspect.cleandoc(model.__doc__ or '')}\n"
    for field in sorted(belonging.fields_of(model), key=lambda one: one.name):
        yield f"- `{field.name}`: {_kind(field)}{_choices(field)}{_personal(model, field)}"
    yield ""


def _kind(field: Field[Any, Any]) -> str:
    if isinstance(field, ManyToManyField):
        return f"keys of `{field.related_model._meta.label}`"
    if isinstance(field, ForeignKey):
        return f"key of `{field.related_model._meta.label}`"
    if isinstance(field, JSONField):
        return "JSON"
    return field.get_internal_type().removesuffix("Field").lower()


def _choices(field: Field[Any, Any]) -> str:
    values = [str(value) for value, _label in field.flatchoices]
    return f" ({', '.join(f'`{value}`' for value in values)})" if values else ""


def _personal(model: type[Model], field: Field[Any, Any]) -> str:
    said = vars(model).get("personal_data")
    personal = isinstance(said, PersonalData) and field.name in said.fields
    return "; personal data" if personal else ""


def _left_out() -> str:
    lines = ["## What is not here\n"]
    lines += [f"- `{name}`: {why}." for name, why in sorted(belonging.LEFT_OUT.items())]
    lines.append("- Passwords, keys and links that open something.\n")
    return "\n".join(lines)
