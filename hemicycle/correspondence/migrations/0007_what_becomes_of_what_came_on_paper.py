"""When something was entered, what it replaces, and that the chair declined it; of what was entered before, nothing."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0006_who_was_asked_is_written_down'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='replyversion',
            name='declined_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='replyversion',
            name='declined_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='replyversion',
            name='declined_why',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='replyversion',
            name='entered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='replyversion',
            name='replaces',
            field=models.BooleanField(default=False),
        ),
    ]
