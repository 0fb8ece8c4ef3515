"""Keys that point to mails point to the room ``mail``; their columns and tables are the same."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0004_summaries'),
        ('mail', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='acknowledgement',
                    name='delivery',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.delivery'),
                ),
                migrations.AlterField(
                    model_name='letter',
                    name='mailing',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='mail.mailing'),
                ),
                migrations.AlterField(
                    model_name='reminder',
                    name='mailing',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.mailing'),
                ),
            ],
        ),
    ]
