"""Imports as they stand in their tables already, which ``people`` made and named for this room."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


MODELS = ('import', 'importrow')


def _move(apps, old, new):
    apps.get_model('contenttypes', 'ContentType').objects.filter(app_label=old, model__in=MODELS).update(app_label=new)


def move(apps, schema_editor):
    """What refers to a content type, as a permission does, goes on referring to it."""
    _move(apps, 'people', 'imports')


def move_back(apps, schema_editor):
    _move(apps, 'imports', 'people')


def _rename(apps, old, new):
    for task in apps.get_model('django_tasks_database', 'DBTaskResult').objects.filter(task_path__startswith=old):
        task.task_path = new + task.task_path.removeprefix(old)
        task.save(update_fields=['task_path'])


def rename_tasks(apps, schema_editor):
    """A file that waits to be checked or imported is still found by the worker."""
    _rename(apps, 'hemicycle.people.imports.', 'hemicycle.imports.')


def rename_tasks_back(apps, schema_editor):
    _rename(apps, 'hemicycle.imports.', 'hemicycle.people.imports.')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('consultations', '0002_registration'),
        ('people', '0005_tables_of_mail_and_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(move, move_back),
        migrations.RunPython(rename_tasks, rename_tasks_back),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Import',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('registrations', 'Registrations'), ('members', 'Members')], max_length=20)),
                        ('state', models.CharField(choices=[('checking', 'Being checked'), ('checked', 'Checked, nothing written yet'), ('applying', 'Being imported'), ('applied', 'Imported'), ('failed', 'Cannot be read')], default='checking', max_length=10)),
                        ('columns', models.JSONField(default=list)),
                        ('ignored', models.JSONField(default=list)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('counts', models.JSONField(default=dict)),
                        ('refusal', models.JSONField(default=dict)),
                        ('at', models.DateTimeField()),
                        ('applied_at', models.DateTimeField(blank=True, null=True)),
                        ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='consultations.consultation')),
                        ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='people.upload')),
                    ],
                    options={
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('error', models.BooleanField()),
                        ('cells', models.JSONField()),
                        ('problems', models.JSONField()),
                        ('words', models.TextField()),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.import')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='one_row_a_number')],
                    },
                ),
            ],
        ),
    ]
