"""Items and documents are imported too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0002_words_of_choices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='import',
            name='kind',
            field=models.CharField(choices=[('registrations', 'Registrations'), ('members', 'Members'), ('items', 'Items'), ('documents', 'Documents')], max_length=20),
        ),
    ]
