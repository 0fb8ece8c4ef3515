"""Who leads a sitting is its presiding officer."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sittings", "0003_publication_since")]

    operations = [migrations.RenameField(model_name="sitting", old_name="lead", new_name="presiding")]
