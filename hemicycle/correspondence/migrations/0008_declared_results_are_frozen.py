"""A declared result is frozen; of those that were declared already, as they stand now."""

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models


def _deadline(enquiry):
    """The moment of the deadline that holds, in UTC."""
    extension = enquiry.extensions.order_by('-given_at', '-pk').first()
    day, time = (extension.day, extension.time) if extension else (enquiry.deadline_day, enquiry.deadline_time)
    local = datetime.combine(day, time, ZoneInfo(enquiry.zone))
    return max(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def _symbol(letter):
    mark = f'/{letter.change}{letter.change_number}' if letter.change else ''
    return f'{letter.series}/{letter.number}{mark}'


def _reply(reply):
    said = {'member': reply.member.code, 'status': reply.status, 'why': reply.why}
    if reply.counted is not None:
        conditions = reply.counted.conditions.order_by('number')
        said |= {
            'receipt': reply.counted.receipt,
            'channel': reply.counted.channel,
            'received': reply.counted.received_at.isoformat(),
            'entered': reply.counted.entered_at.isoformat() if reply.counted.entered_at else None,
            'accepted': reply.counted.accepted_at.isoformat() if reply.counted.accepted_at else None,
            'choices': reply.counted.choices,
            'conditions': [[row.heading, row.words, row.state] for row in conditions],
        }
    return said


def freeze(apps, _schema_editor):
    """The content as ``correspondence.declared`` describes it."""
    DeclaredResult = apps.get_model('correspondence', 'DeclaredResult')
    Addressee = apps.get_model('correspondence', 'Addressee')
    Enquiry = apps.get_model('correspondence', 'Enquiry')
    for enquiry in Enquiry.objects.exclude(declared_at=None).select_related('letter'):
        rows = Addressee.objects.filter(letter=enquiry.letter, capacity__in=enquiry.asked).select_related('member')
        asked = sorted(rows, key=lambda row: row.member.code)
        replies = enquiry.replies.filter(member__in=[row.member_id for row in asked]).select_related('member', 'counted')
        by_member = {reply.member_id: reply for reply in replies}
        counts = Counter(by_member[row.member_id].status if row.member_id in by_member else 'missing' for row in asked)
        content = {
            'format': 1,
            'letter': _symbol(enquiry.letter),
            'kind': enquiry.kind,
            'deadline': _deadline(enquiry).isoformat(),
            'declared': enquiry.declared_at.isoformat(),
            'questions': [
                {'key': row.pk, 'listing': row.listing, 'number': row.number, 'withdrawn': row.withdrawn_at is not None}
                for row in enquiry.questions.order_by('-listing', 'number')
            ],
            'asked': [
                {'member': row.member.code, 'capacity': row.capacity, 'may_vote': row.may_vote} for row in asked
            ],
            'denominator': len(asked),
            'entitled': sum(row.may_vote for row in asked),
            'replies': [_reply(by_member[row.member_id]) for row in asked if row.member_id in by_member],
        }
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()
        DeclaredResult.objects.create(
            enquiry=enquiry,
            content=content,
            denominator=len(asked),
            counts=dict(counts),
            digest=hashlib.sha256(canonical).hexdigest(),
        )


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0007_what_becomes_of_what_came_on_paper'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeclaredResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('denominator', models.PositiveIntegerField()),
                ('counts', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result', to='correspondence.enquiry')),
            ],
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop),
    ]
