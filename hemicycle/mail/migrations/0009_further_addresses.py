"""The mail of a letter goes to further addresses of Members as a copy, with words of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0008_languages_are_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='copy',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='mailing',
            name='copy_body',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='mailing',
            name='copy_subject',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
