"""What is said and made before the web process starts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hemicycle.ops import worker
from hemicycle.ops.models import SharedCount
from hemicycle.ops.preparation import warn_of_missing_uploads
from hemicycle.people import uploads
from hemicycle.people.models import Person


@pytest.mark.django_db
def test_uploads_that_another_machine_took_into_its_own_folder_are_told_of() -> None:
    person, said = Person.objects.create_user("secretariat@example.org", "Ms. Secretariat"), list[str]()
    rows = [uploads.store(b"words", name, uploads.TEXT, person, timezone.now()) for name in ("a.txt", "b.txt")]
    warn_of_missing_uploads(said.append)
    assert said == []
    rows[0].file.storage.delete(str(rows[0].file.name))
    warn_of_missing_uploads(said.append)
    assert len(said) == 1
    assert "1 of the newest uploads are not in" in said[0]
    assert "HEMICYCLE_UPLOADS" in said[0]


@pytest.mark.django_db
def test_the_worker_deletes_counts_that_have_expired() -> None:
    now = timezone.now()
    for key, moved in (("over", -1), ("counts", 1)):
        SharedCount.objects.create(cache_key=key, value="", expires=now + timedelta(hours=moved))
    worker.clear_expired(now)
    assert list(SharedCount.objects.values_list("cache_key", flat=True)) == ["counts"]
