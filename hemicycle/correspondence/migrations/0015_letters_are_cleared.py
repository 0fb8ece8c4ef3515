"""Letters are handed in for clearance. Of what went out before, nothing is known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0014_letters_have_a_head'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('handed_in_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('', 'Waits'), ('cleared', 'Cleared'), ('returned', 'Returned')], default='', max_length=10)),
                ('outcome_words', models.CharField(blank=True, max_length=1000)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_in_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='correspondence.letter')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
