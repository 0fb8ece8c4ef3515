import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0004_messages_into_cases'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='helpmessage',
            name='sitting',
        ),
        migrations.RemoveField(
            model_name='helpmessage',
            name='thread',
        ),
        migrations.AlterField(
            model_name='helpmessage',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='support.helpcase'),
        ),
    ]
