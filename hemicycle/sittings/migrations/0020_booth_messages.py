import django.db.models.deletion
from django.db import migrations, models

from hemicycle.consultations.languages import check_language

CIRCLES = ['partner', 'booths', 'technicians', 'presiding']
READY = ['take_over', 'break_soon', 'which_document', 'speaker_unheard', 'use_microphone', 'relay_unclear', 'thanks']
READY += ['yes', 'no', 'one_moment']


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0021_uploads_by_mail'),
        ('sittings', '0019_relay'),
    ]

    operations = [
        migrations.CreateModel(
            name='BoothMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('circle', models.CharField(choices=[(code, code) for code in CIRCLES], max_length=20)),
                ('booth', models.CharField(blank=True, max_length=3, validators=[check_language])),
                ('ready', models.CharField(blank=True, choices=[(code, code) for code in READY], max_length=20)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.registration')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booth_messages', to='sittings.sitting')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['sitting', 'circle', 'booth'], name='messages_of_a_circle')],
            },
        ),
    ]
