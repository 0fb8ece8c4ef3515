"""The table of what all processes count together. Django's cache reads and writes it; nothing else does."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.fields.personal import Category, Erased, Personal, Readers, declare

_BRIEF = "Each row counts for a day at most; the worker deletes it afterwards, whoever it is about."


class SharedCount(models.Model):
    """Attempts to sign in, and codes that were used, with the columns that ``DatabaseCache`` expects.

    As a model it is made with the other tables, wherever they are made.
    """

    cache_key = models.CharField(unique=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    personal_data: ClassVar = declare(
        impersonal="value expires",
        cache_key=Personal(Category.TRACE, Readers.NOBODY, Erased.NEVER, exported=False, why=_BRIEF),
    )

    class Meta:
        db_table = "ops_sharedcount"

    def __str__(self) -> str:
        return self.cache_key
