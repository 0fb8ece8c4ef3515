from django.db import migrations

ENDED = "ended"


def open_cases(apps, schema_editor):
    """Each thread of one participant in one sitting becomes a case, solved where its sitting is over."""
    message, case = apps.get_model("support", "HelpMessage"), apps.get_model("support", "HelpCase")
    threads = {}
    for row in message.objects.select_related("sitting").order_by("pk").iterator():
        threads.setdefault((row.sitting_id, row.thread_id), []).append(row)
    numbers = {}
    for rows in threads.values():
        first, last = rows[0], rows[-1]
        consultation = first.sitting.consultation_id
        numbers[consultation] = numbers.get(consultation, 0) + 1
        answers = [row for row in rows if row.author_id != row.thread_id]
        over, waits = first.sitting.state == ENDED, last.author_id == last.thread_id
        made = case.objects.create(
            consultation_id=consultation,
            number=numbers[consultation],
            channel="chat",
            registration_id=first.thread_id,
            sitting_id=first.sitting_id,
            status="solved" if over else "in_work" if answers else "new",
            opened_at=first.at,
            waiting_since=_since(rows) if waits and not over else None,
            answered_at=answers[0].at if answers else None,
            solved_at=last.at if over else None,
        )
        for row in rows:
            row.case = made
            row.kind = "question" if row.author_id == row.thread_id else "answer"
        message.objects.bulk_update(rows, ["case", "kind"], batch_size=500)


def _since(rows):
    """When the person wrote first after the last answer."""
    since = None
    for row in rows:
        since = None if row.author_id != row.thread_id else since or row.at
    return since


def back_to_sittings(apps, schema_editor):
    """A message of a sitting is its own again; one that was written outside a sitting, or privately, has no place there."""
    message = apps.get_model("support", "HelpMessage")
    message.objects.exclude(kind__in=["question", "answer"]).delete()
    message.objects.filter(case__sitting=None).delete()
    for row in message.objects.select_related("case"):
        row.sitting_id, row.thread_id = row.case.sitting_id, row.case.registration_id
        row.save()


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0003_help_cases'),
    ]

    operations = [migrations.RunPython(open_cases, back_to_sittings)]
