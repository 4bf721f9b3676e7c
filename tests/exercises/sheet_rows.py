"""The library's numbers as the fact sheet's catalogue (section 6) prints them, independent of our files.

One row a line: exercise, pattern, modes ("S": stretch), hamstring length, largest hip flexion, one leg,
measured in, effort, demand, level, shares of hamstrings/quadriceps/glutes/adductors/erectors ("*": weak
evidence), tags. They are the sheet's design values, the shares after the fractional counting of Pelland 2025.
"""

from decimal import Decimal
from typing import NamedTuple

MUSCLES = ("hamstrings", "quadriceps", "glutes", "adductors", "erectors")


class SheetRow(NamedTuple):
    slug: str
    pattern: str
    modes: set[str]
    lengths: list[str]
    hip_flexion: int
    one_leg: bool
    measures: list[str]
    effort: int
    demand: int
    level: str
    shares: dict[str, tuple[Decimal, bool]]
    tags: set[str]


def read_row(line: str) -> SheetRow:
    slug, pattern, modes, length, flexion, one_leg, measures, *rest = line.split()
    effort, demand, level, shares, tags = rest
    return SheetRow(
        slug,
        pattern,
        {"stretch" if mode == "S" else mode for mode in modes if mode != "-"},
        without_dash(length, "/"),
        int(flexion),
        one_leg == "Y",
        measures.split("|"),
        int(effort),
        int(demand),
        level,
        {
            muscle: (Decimal(share.rstrip("*")), "*" in share)
            for muscle, share in zip(MUSCLES, shares.split("/"), strict=True)
            if share != "0"
        },
        set(without_dash(tags, ",")),
    )


def without_dash(text: str, between: str) -> list[str]:
    return [] if text == "-" else text.split(between)


SHEET = """
romanian-deadlift hip CEE L 90 N reps 4 4 B 1/0/1/.5/.5 HSI_LONG,PHT_COMP,LBP_FLEX
kettlebell-swing hip B L 80 N reps 4 3 I .5/0/1/0/.5 HSI_ACUTE,HSI_LONG,PHT_SSC,LBP_FLEX
american-kettlebell-swing hip B L 80 N reps 4 3 A .5/0/1/0/.5 HSI_ACUTE,HSI_LONG,PHT_SSC,LBP_FLEX,SHOULDER_OH
glute-bridge hip CI S 40 N reps|seconds 1 1 B .5*/0/1/0/0 PREG_SUPINE,CRAMP
stability-ball-curl knee CE M 0 N reps 3 3 B 1/0/.5/0/0 HSI_ACUTE,CRAMP,PREG_SUPINE,ACL_EARLY
good-morning hip CE L 90 N reps 4 4 I 1/0/.5/.5/1 HSI_LONG,PHT_COMP,LBP_FLEX,LBP_AXIAL
nordic-hamstring knee E M 10 N reps 5 5 A 1/0/0/0/0 HSI_ACUTE,HSI_LONG,KNEE_KNEEL,ACL_EARLY
downward-dog stretch IS L 100 N seconds 1 1 B 0/0/0/0/0 PHT_COMP,HTN_INV,GLAUCOMA_INV,WRIST_LOAD,HSI_ACUTE
standing-forward-bend stretch S L 110 N seconds 1 1 B 0/0/0/0/0 PHT_COMP,LBP_FLEX,HTN_INV,HSI_ACUTE
triangle-pose stretch S L 70 Y seconds 1 1 B 0/0/0/.5/0 PHT_COMP,GROIN,BALANCE_FALL,HSI_ACUTE
lying-leg-curl knee CE S/M 10 N reps 3 3 B 1/0/0/0/0 HSI_ACUTE,ACL_EARLY,CRAMP
seated-leg-curl knee CE L 85 N reps 3 4 B 1/0/0/0/0 HSI_LONG,PHT_COMP,ACL_EARLY
standing-leg-curl knee CE S 0 Y reps 2 2 B 1/0/0/0/0 HSI_ACUTE,ACL_EARLY,BALANCE_FALL
single-leg-romanian-deadlift hip CE L 90 Y reps 4 4 I 1/0/1/.5/.5 HSI_LONG,PHT_COMP,LBP_FLEX,BALANCE_FALL
kickstand-romanian-deadlift hip CE L 90 Y reps 3 4 B 1/0/1/.5/.5 HSI_LONG,PHT_COMP,LBP_FLEX
deadlift hip C M 90 N reps 4 3 I .5/.5/1/.5/1 LBP_FLEX,LBP_AXIAL,PHT_COMP
trap-bar-deadlift hip C M 80 N reps 4 2 B .5/.5/1/.5/.5 LBP_AXIAL,PHT_COMP
stiff-leg-deadlift hip CE L 100 N reps 4 5 I 1/0/1/.5/1 HSI_LONG,PHT_COMP,LBP_FLEX
hip-thrust hip C S 70 N reps 4 2 B .5*/.5/1/0/0 PREG_SUPINE,PHT_COMP
single-leg-hip-thrust hip C S 70 Y reps 3 3 I .5/0/1/0/0 PREG_SUPINE
single-leg-bridge hip CI S 40 Y reps|seconds 2 2 B .5/0/1/0/0 CRAMP,PREG_SUPINE
single-leg-hamstring-bridge hip CE M 40 Y reps 3 3 I 1/0/.5/0/0 HSI_ACUTE,CRAMP
long-lever-bridge isometric I M 20 N seconds 2 3 B 1/0/.5/0/0 CRAMP,PREG_SUPINE
heel-dig isometric I S/M 20 Y seconds 1 1 B .5/0/0/0/0 -
isometric-curl-hold isometric I S/M 20 Y seconds 2 2 B 1/0/0/0/0 -
slider-curl knee CE M 0 N reps 4 4 I 1/0/.5/0/0 HSI_ACUTE,CRAMP,PREG_SUPINE,ACL_EARLY
single-leg-slider-curl knee E M 0 Y reps 5 5 A 1/0/.5/0/0 HSI_ACUTE,HSI_LONG,CRAMP,ACL_EARLY
razor-curl knee CE M 90 N reps 4 4 A 1/0/0/0/0 HSI_ACUTE,KNEE_KNEEL,ACL_EARLY
glute-ham-raise knee CE M 10 N reps 5 5 A 1/0/.5/0/.5 HSI_ACUTE,KNEE_KNEEL,HTN_INV,ACL_EARLY
sprinter-curl knee B M 30 Y reps 3 3 A 1/0/0/0/0 HSI_ACUTE,PHT_SSC,ACL_EARLY
extender stretch E L 90 Y reps 1 1 B .5/0/0/0/0 HSI_ACUTE,PHT_COMP
diver hip E L 80 Y reps 2 2 I .5/0/.5/0/0 HSI_ACUTE,PHT_COMP,BALANCE_FALL
glider hip E L 70 Y reps 3 4 I 1/0/0/.5/0 HSI_ACUTE,HSI_LONG,PHT_COMP,GROIN
forty-five-degree-extension hip CE L 90 N reps 3 4 B 1/0/1/0/.5 HSI_LONG,PHT_COMP,LBP_FLEX
single-leg-forty-five-degree-extension hip CE L 90 Y reps 4 5 A 1/0/1/0/.5 HSI_LONG,PHT_COMP
back-extension hip CEI L 90 N reps|seconds 3 3 B .5/0/1/0/1 PHT_COMP,LBP_FLEX,HTN_INV
reverse-hyperextension hip C L 90 N reps 3 3 I .5/0/1/0/.5 LBP_FLEX,HTN_INV,PHT_COMP
prone-hip-extension hip CI S 0 Y reps|seconds 1 2 B .5/0/1/0/0 -
cable-pull-through hip CE L 80 N reps 2 2 B .5/0/1/0/.5 PHT_COMP
straight-leg-pull-down hip IC M 30 Y seconds|reps 2 3 B 1/0/.5/0/0 -
split-squat quad CE M 90 Y reps 3 1 B 0/1/1/.5/0 PFP_DEEP,PHT_COMP
bulgarian-split-squat quad CE M 100 Y reps 4 1 I 0/1/1/.5/0 PFP_DEEP,PHT_COMP,GROIN
walking-lunge quad CE M 90 Y reps|distance 3 2 B .5/1/1/.5/0 PFP_DEEP,PHT_COMP
leg-extension quad CE - 85 N reps 3 0 B 0/1/0/0/0 PFP_DEEP,ACL_EARLY
back-squat quad CE M 110 N reps 4 1 B 0/1/1/.5/.5 PFP_DEEP,LBP_AXIAL,HIP_IMP,PHT_COMP
front-squat quad CE M 105 N reps 4 1 I 0/1/1/.5/.5 PFP_DEEP,WRIST_LOAD,HIP_IMP
goblet-squat quad CE M 105 N reps 2 1 B 0/1/1/.5/0 PFP_DEEP,HIP_IMP
step-up quad C M 80 Y reps 2 2 B .5/1/1/0/0 PFP_DEEP,BALANCE_FALL
high-step-up hip C L 100 Y reps 3 2 I .5/1/1/.5/0 PHT_COMP,HIP_IMP
leg-press quad CE M 100 N reps 3 1 B 0/1/.5/.5/0 PFP_DEEP,HIP_IMP,PHT_COMP
spanish-squat quad ICE M 80 N seconds|reps 3 0 B 0/1/0/0/0 PFP_DEEP
wall-sit quad I M 90 N seconds 2 0 B 0/1/.5/0/0 PFP_DEEP,HTN_INV
reverse-nordic quad E - 0 N reps 4 0 I 0/1/0/0/0 PFP_DEEP,KNEE_KNEEL,ACL_EARLY
copenhagen-adduction adductor EI - 10 Y reps|seconds 4 1 I 0/0/0/1/0 GROIN,SHOULDER_OH
hip-abduction glute CE - 20 Y reps 1 0 B 0/0/1/0/0 -
a-skip sprint_drill B M 90 Y distance 2 3 B 0/0/0/0/0 HSI_ACUTE,PHT_SSC
b-skip sprint_drill B L 90 Y distance 3 4 I 0/0/0/0/0 HSI_ACUTE,HSI_LONG,PHT_SSC
tempo-run sprint_drill - M 60 N distance 2 2 B 0/0/0/0/0 HSI_ACUTE
acceleration-sprint sprint_drill B M 90 N distance 4 4 I 0/0/0/0/0 HSI_ACUTE,PHT_SSC
flying-sprint sprint_drill B L 90 N distance 5 5 A 0/0/0/0/0 HSI_ACUTE,HSI_LONG,PHT_SSC
hill-sprint sprint_drill B M 100 N distance 4 4 I 0/0/0/0/0 HSI_ACUTE,PHT_COMP,PHT_SSC
strap-hamstring-stretch stretch S L 90 Y seconds 1 1 B 0/0/0/0/0 PHT_COMP,HSI_ACUTE
half-kneeling-quad-stretch stretch S - 0 Y seconds 1 0 B 0/0/0/0/0 KNEE_KNEEL,PFP_DEEP
"""

ROWS = [read_row(line) for line in SHEET.strip().splitlines()]
