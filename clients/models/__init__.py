from clients.models.health import (
    GateMet,
    HealthCondition,
    Injury,
    InjuryEvent,
    InjuryQuerySet,
    RiskScreen,
    Side,
)
from clients.models.people import (
    BodyMass,
    Client,
    ClientQuerySet,
    Coaching,
    CoachingRequest,
    Consent,
    Invitation,
    TrainerNote,
    validate_time_zone,
)

__all__ = [
    "BodyMass",
    "Client",
    "ClientQuerySet",
    "Coaching",
    "CoachingRequest",
    "Consent",
    "GateMet",
    "HealthCondition",
    "Injury",
    "InjuryEvent",
    "InjuryQuerySet",
    "Invitation",
    "RiskScreen",
    "Side",
    "TrainerNote",
    "validate_time_zone",
]
