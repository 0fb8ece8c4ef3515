"""The head of a body's letters, and what of head and foot is of each letter. What went out before has none of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0002_registration'),
        ('correspondence', '0013_what_is_to_be_told_of_replies'),
        ('people', '0011_names_have_a_first_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.JSONField(blank=True, default=dict)),
                ('address', models.JSONField(blank=True, default=dict)),
                ('place', models.JSONField(blank=True, default=dict)),
                ('emblem_words', models.JSONField(blank=True, default=dict)),
                ('since', models.DateTimeField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letterheads', to='consultations.consultation')),
                ('emblem', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.upload')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='original_signed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='letter',
            name='department',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='letter',
            name='contact',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='letter',
            name='phone',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='letter',
            name='fax',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='letter',
            name='email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='letter',
            name='copies',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='letter',
            name='letterhead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='correspondence.letterhead'),
        ),
    ]
