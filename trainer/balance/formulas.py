"""The formulas of balance, one function each.

Symbols as in the literature: H hamstrings (they bend the knee), Q quadriceps (they straighten it),
force in N, torque in Nm, mass in kg. Nothing is rounded here.
"""

from math import cos, radians, sqrt

NEWTONS = {"N": 1.0, "kgf": 9.80665, "lbf": 4.44822}


def ratio(hamstrings: float, quadriceps: float) -> float:
    """H / Q: conventional, functional, mixed, isometric and curl to extension differ in what may go in."""
    return hamstrings / quadriceps


def limb_symmetry(involved: float, uninvolved: float) -> float:
    """The injured leg in percent of the other; may exceed 100."""
    return involved / uninvolved * 100


def change_against_reference(involved: float, uninvolved: float) -> float:
    """Percent above or below the reference leg: limb symmetry less 100."""
    return (involved - uninvolved) / uninvolved * 100


def stronger_leg_asymmetry(left: float, right: float) -> float:
    """Percent by which the weaker leg is behind the stronger: two one-leg tests, and NordBord forces."""
    return abs(left - right) / max(left, right) * 100


def two_leg_asymmetry(left: float, right: float) -> float:
    """Percent of the sum, for both legs in the same repetition: about half of the stronger-leg figure."""
    return abs(left - right) / (left + right) * 100


def mean_asymmetry(left: float, right: float) -> float:
    """Percent of the mean of both legs: only to recognise what other software computed."""
    return abs(left - right) / ((left + right) / 2) * 100


def newtons(force: float, unit: str) -> float:
    return force * NEWTONS[unit]


def torque(force_n: float, lever_arm_m: float) -> float:
    """Nm from a force square to the shank and the distance from the knee joint line to the pad's centre.

    The same product makes Nordic torque, from the knee's centre to the ankle hook.
    """
    return force_n * lever_arm_m


def limb_torque(shank_weight_n: float, centre_of_mass_m: float, below_horizontal_deg: float) -> float:
    """What the weight of the lower leg adds to a seated test, in Nm."""
    return shank_weight_n * centre_of_mass_m * cos(radians(below_horizontal_deg))


def gravity_corrected(hamstrings: float, quadriceps: float, limb: float) -> tuple[float, float]:
    """Seated, gravity helps the hamstrings and hinders the quadriceps: uncorrected ratios are too high."""
    return hamstrings - limb, quadriceps + limb


def per_body_mass(value: float, body_mass_kg: float) -> float:
    """Nm/kg of a torque, or N/kg of a Nordic force."""
    return value / body_mass_kg


def force_scaled(force_n: float, body_mass_kg: float) -> float:
    """Force over body mass to the power 0.67, so that heavy and light people compare (Jaric 2002)."""
    return float(force_n / body_mass_kg**0.67)


def nordic_expected(body_mass_kg: float) -> float:
    """N expected of a male football player; typical error 22 % (Buchheit 2016). Never a pass mark."""
    return 4 * body_mass_kg + 26.1


def nordic_deviation(force_n: float, body_mass_kg: float) -> float:
    """Percent above or below the force expected for body mass."""
    expected = nordic_expected(body_mass_kg)
    return (force_n - expected) / expected * 100


def epley(load_kg: float, reps: float) -> float:
    """Estimated maximum (Epley 1985); repetitions in reserve count as done. One repetition is the maximum."""
    _at_least_one(reps)
    return load_kg if reps == 1 else load_kg * (1 + reps / 30)


def brzycki(load_kg: float, reps: float) -> float:
    """Estimated maximum (Brzycki 1993); refuses more than 12 repetitions, where estimates drift apart."""
    _at_least_one(reps)
    if reps > 12:
        raise ValueError("An estimate from more than 12 repetitions is refused.")
    return load_kg * 36 / (37 - reps)


def leg_extension_maximum(load_kg: float, reps: float) -> float:
    """Estimated leg-extension maximum for 4 to 10 repetitions to failure, from active men (Roberts 2024)."""
    if not 4 <= reps <= 10:
        raise ValueError("This estimate needs 4 to 10 repetitions.")
    return float(reps**0.1 * load_kg + 1.06)


def error_of_ratio(hamstrings_percent: float, quadriceps_percent: float, correlation: float = 0) -> float:
    """Percent error of a ratio from those of its parts; an unknown correlation is 0, the upper bound."""
    shared = 2 * correlation * hamstrings_percent * quadriceps_percent
    return sqrt(hamstrings_percent**2 + quadriceps_percent**2 - shared)


def _at_least_one(reps: float) -> None:
    if reps < 1:
        raise ValueError("An estimate needs at least one repetition.")
