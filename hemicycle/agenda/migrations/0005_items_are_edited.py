"""The list of an item is a key of the consultation's settings; an item can be withdrawn, and propose something itself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0004_words_of_choices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='item',
            name='listing',
            field=models.CharField(max_length=20),
        ),
        migrations.AddField(
            model_name='item',
            name='proposal',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='item',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='item',
            name='withdrawn_why',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
