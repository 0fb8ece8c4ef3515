"""The tables of mails, links and imports take the names that their rooms give them."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_imports'),
    ]

    operations = [
        migrations.AlterModelTable(name='mailing', table='mail_mailing'),
        migrations.AlterModelTable(name='delivery', table='mail_delivery'),
        migrations.AlterModelTable(name='personallink', table='mail_personallink'),
        migrations.AlterModelTable(name='import', table='imports_import'),
        migrations.AlterModelTable(name='importrow', table='imports_importrow'),
    ]
