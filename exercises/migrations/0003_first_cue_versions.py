from django.db import migrations
from django.utils import timezone


def number_what_is_there(apps, schema_editor):
    """The cues that a library held before versions were kept are its first version."""
    exercises = apps.get_model("exercises", "Exercise").objects.filter(cues__isnull=False).distinct()
    version = apps.get_model("exercises", "CueVersion")
    now = timezone.now()
    version.objects.bulk_create(
        version(exercise=exercise, number=1, published_at=now, reason="The text before versions were kept.")
        for exercise in exercises
    )


class Migration(migrations.Migration):
    dependencies = [("exercises", "0002_own_exercises_and_cue_versions")]
    operations = [migrations.RunPython(number_what_is_there, migrations.RunPython.noop)]
