"""To whom a letter goes is written down when it is sent; of those that were sent, as it was read until now."""

from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models


def _covers(periods, day):
    return any(row.start <= day and (row.end is None or day <= row.end) for row in periods)


def _class(member, day):
    if member.kind != 'state':
        return {'palestine': 'observer_palestine'}.get(member.kind, member.kind)
    return 'council_state' if _covers(member.council_seats.all(), day) else 'observer_state'


def write_down(apps, _schema_editor):
    """Those who were invited and of its classes as at the day of sending, and whoever has answered it.

    A reply was only ever taken from a Member that was asked. Where its seats have been changed since, so that it would
    be of another class, it keeps a class that was asked.
    """
    Letter = apps.get_model('correspondence', 'Letter')
    Addressee = apps.get_model('correspondence', 'Addressee')
    Enquiry = apps.get_model('correspondence', 'Enquiry')
    Member = apps.get_model('people', 'Member')
    members = Member.objects.prefetch_related('council_seats', 'vote_suspensions')
    for letter in Letter.objects.filter(state='sent', sent_at__isnull=False).select_related('consultation'):
        day = letter.sent_at.astimezone(ZoneInfo(letter.consultation.time_zone)).date()
        enquiry = Enquiry.objects.filter(letter=letter).first()
        asked = enquiry.asked if enquiry else []
        replied = set(enquiry.replies.values_list('member', flat=True)) if enquiry else set()
        acknowledged = set(letter.acknowledgements.values_list('member', flat=True))
        invited = set(letter.consultation.invitations.values_list('member', flat=True))
        rows = []
        for member in members.filter(pk__in=invited | replied | acknowledged):
            capacity = _class(member, day)
            if member.pk in replied and capacity not in asked:
                capacity = asked[0] if asked else capacity
            elif member.pk not in replied | acknowledged and capacity not in {*letter.addressed, *asked}:
                continue
            votes = _covers(member.council_seats.all(), day) and not _covers(member.vote_suspensions.all(), day)
            rows.append(Addressee(letter=letter, member=member, capacity=capacity, may_vote=votes))
        Addressee.objects.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0005_mail_is_a_room'),
        ('people', '0006_mail_and_imports_are_rooms'),
    ]
    # It reads the seats of Members under the name that they have until then, whatever else needs that one earlier.
    run_before = [('people', '0017_members_of_a_body')]

    operations = [
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(max_length=20)),
                ('may_vote', models.BooleanField()),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addressees', to='correspondence.letter')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addressed', to='people.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('letter', 'member'), name='one_row_a_member_addressed')],
            },
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
