"""A condition changes with a source and a second person; of those that changed before, nothing more is known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0008_declared_results_are_frozen'),
        ('people', '0006_mail_and_imports_are_rooms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='condition',
            name='proposed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='condition',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='condition',
            name='proposed_state',
            field=models.CharField(blank=True, choices=[('standing', 'Standing'), ('withdrawn', 'Withdrawn'), ('met', 'Met')], max_length=10),
        ),
        migrations.AddField(
            model_name='condition',
            name='proposed_words',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='condition',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.upload'),
        ),
        migrations.AddField(
            model_name='condition',
            name='state_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
