import django.db.models.deletion
from django.db import migrations, models


def name_points_of_order(apps, schema_editor):
    """All that went before the list was a point of order."""
    apps.get_model('sittings', 'Turn').objects.filter(point_of_order=True).update(motion='point_of_order')


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0007_corrections'),
        ('people', '0020_further_addresses'),
        ('sittings', '0012_languages_are_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('changed', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('rejected', 'rejected'), ('noted', 'noted')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='turn',
            name='one_request_and_one_point_of_order_a_person',
        ),
        migrations.AddField(
            model_name='sitting',
            name='suspended_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='turn',
            name='motion',
            field=models.CharField(blank=True, choices=[('point_of_order', 'point_of_order'), ('suspension_of_sitting', 'suspension_of_sitting'), ('adjournment_of_sitting', 'adjournment_of_sitting'), ('adjournment_of_debate', 'adjournment_of_debate'), ('closure_of_debate', 'closure_of_debate'), ('closure_of_list', 'closure_of_list'), ('right_of_reply', 'right_of_reply')], max_length=30),
        ),
        migrations.AddField(
            model_name='turn',
            name='words',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='turn',
            name='cause',
            field=models.CharField(blank=True, choices=[('no_device', 'no_device'), ('permission_denied', 'permission_denied'), ('network', 'network'), ('timed_out', 'timed_out'), ('item_changed', 'item_changed'), ('withdrawn', 'withdrawn')], max_length=20),
        ),
        migrations.AlterField(
            model_name='turn',
            name='state',
            field=models.CharField(choices=[('asked', 'asked'), ('next', 'next'), ('put_aside', 'put_aside'), ('granted', 'granted'), ('connected', 'connected'), ('audible', 'audible'), ('ended', 'ended'), ('withdrawn', 'withdrawn'), ('failed', 'failed')], default='asked', max_length=10),
        ),
        migrations.RunPython(name_points_of_order, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'next'])), fields=('sitting', 'registration', 'motion'), name='one_request_of_a_kind_a_person'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('motion__in', ['point_of_order', 'suspension_of_sitting', 'adjournment_of_sitting', 'adjournment_of_debate', 'closure_of_debate', 'closure_of_list']), ('point_of_order', True)), models.Q(('motion__in', ['', 'right_of_reply']), ('point_of_order', False)), _connector='OR'), name='motions_go_before_the_list'),
        ),
        migrations.AddField(
            model_name='lastact',
            name='registration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.registration'),
        ),
        migrations.AddField(
            model_name='lastact',
            name='sitting',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='last_act', to='sittings.sitting'),
        ),
        migrations.AddField(
            model_name='ruling',
            name='discussion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='sittings.discussion'),
        ),
        migrations.AddField(
            model_name='ruling',
            name='registration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.registration'),
        ),
        migrations.AddField(
            model_name='ruling',
            name='sitting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rulings', to='sittings.sitting'),
        ),
        migrations.AddField(
            model_name='ruling',
            name='turn',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ruling', to='sittings.turn'),
        ),
    ]
