from clients.models import Client


def held_about(client: Client) -> list[tuple[str, int]]:
    """How many rows of each kind are kept, in words the client knows; one small query each."""
    kinds = [
        ("Injuries", client.injuries),
        ("Times you answered the questions before training", client.screens),
        ("Health answers that your plan is checked against", client.conditions),
        ("Body mass measurements", client.body_masses),
        ("Planned workouts", client.workouts),
        ("Cues written for you", client.cues),
        ("Workouts logged", client.session_logs),
        ("Sets logged", client.set_logs),
        ("Pain reports", client.pain_reports),
        ("Strength tests", client.strength_tests),
    ]
    return [(words, rows.count()) for words, rows in kinds]
