import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('sittings', '0009_classes_are_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ended_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('words', models.CharField(max_length=300)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.registration')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reopenings', to='sittings.sitting')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
