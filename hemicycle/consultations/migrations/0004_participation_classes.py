"""The participation classes, which were code, become settings of each consultation."""

import json
from pathlib import Path

from django.db import migrations

#: As the code had them: key, names, who belongs, what they may do.
CLASSES = Path(__file__).with_name("0004_classes.json")
FIRST = "council_state"


def to_settings(apps, _schema):
    classes = json.loads(CLASSES.read_text(encoding="utf-8"))
    for consultation in apps.get_model("consultations", "Consultation").objects.all():
        consultation.settings = converted(consultation.settings, classes)
        consultation.save(update_fields=["settings"])


def converted(before, classes):
    settings = dict(before)
    order = [FIRST, *(key for key in settings.pop("class_order", []) if key != FIRST)]
    seconds = settings.pop("speaking_seconds", {})
    quotas = settings.pop("quotas", None)
    once = settings.pop("observers_once", True)
    ranked = sorted(classes, key=lambda one: order.index(one["key"]) if one["key"] in order else len(order))
    settings["classes"] = []
    for priority, one in enumerate(ranked, start=1):
        kept = {**one, "priority": priority}
        if one["key"] in seconds:
            kept["seconds"] = seconds[one["key"]]
        if not once:
            kept["times"] = None
        if quotas is not None:
            kept["quota"] = quotas.get(one["key"])
        settings["classes"].append(kept)
    return settings


def to_code(apps, _schema):
    for consultation in apps.get_model("consultations", "Consultation").objects.all():
        settings = dict(consultation.settings)
        classes = settings.pop("classes", [])
        settings["class_order"] = [one["key"] for one in classes]
        settings["speaking_seconds"] = {one["key"]: one["seconds"] for one in classes if "seconds" in one}
        settings["quotas"] = {one["key"]: one["quota"] for one in classes if one.get("quota")}
        settings["observers_once"] = any(one.get("times") for one in classes)
        consultation.settings = settings
        consultation.save(update_fields=["settings"])


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_sources_of_rules")]

    operations = [migrations.RunPython(to_settings, to_code)]
