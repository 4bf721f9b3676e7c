from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0002_profile_screening_and_gates"),
    ]

    operations = [
        migrations.AddField(
            model_name="riskscreen",
            name="planned",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
