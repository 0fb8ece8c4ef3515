from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0002_registration'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.PositiveSmallIntegerField()),
                ('text', models.JSONField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_sources', to='consultations.consultation')),
            ],
            options={
                'ordering': ['rule'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'rule'), name='one_source_a_rule')],
            },
        ),
    ]
