"""What participants could read until now is posted, at the moment of its first file."""

from django.db import migrations
from django.db.models import Min
from django.utils import timezone


def post(apps, _schema):
    document = apps.get_model("documents", "Document")
    file = apps.get_model("documents", "DocumentFile")
    now = timezone.now()
    first = dict(file.objects.values_list("document").annotate(first=Min("at")))
    by = dict(file.objects.order_by("-at").values_list("document", "by"))
    rows = list(document.objects.filter(posted_at=None))
    for row in rows:
        row.posted_at, row.posted_by_id = first.get(row.pk, now), by.get(row.pk)
    document.objects.bulk_update(rows, ["posted_at", "posted_by"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_posting'),
    ]

    operations = [
        migrations.RunPython(post, migrations.RunPython.noop),
    ]
