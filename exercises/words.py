"""The library's vocabulary in plain words; pure, so that the loader, the pages and the guard say the same."""

MODES = {
    "C": "shortening",
    "E": "lowering",
    "I": "holding",
    "B": "fast and springy",
    "stretch": "stretching",
}
LENGTHS = {
    "S": "short: hip straight, knee bent",
    "M": "in between",
    "L": "long: hip bent, knee nearly straight",
}
# From the lowest to the highest that may be written.
RANGES = {"hip_flexion": (0, 130), "demand": (0, 5), "effort": (1, 5), "confidence": (0, 4)}
DEMANDS = ("none", "very low", "low", "moderate", "high", "very high")
MEASURES = {"reps": "repetitions", "seconds": "seconds", "distance": "metres"}
SHARES = {"1": "a whole set", "0.5": "half a set"}
CONFIDENCES = ("Not known", "Low confidence", "Moderate confidence", "Good confidence", "High confidence")
EQUIPMENT = (
    "45-degree bench",
    "anchor",
    "ankle cuff",
    "band",
    "barbell",
    "bench",
    "block",
    "box",
    "cable",
    "cuff",
    "dowel",
    "dumbbell",
    "glute-ham bench",
    "hill",
    "kettlebell",
    "machine",
    "mat",
    "pad",
    "partner",
    "rack",
    "Roman chair",
    "slider",
    "sock",
    "space",
    "stability ball",
    "strap",
    "support",
    "towel",
    "trap bar",
    "wall",
)

# What an exercise can clash with. The first five are injuries, the others answers of the health screen.
TAGS = {
    "HSI_ACUTE": "a fresh hamstring strain",
    "HSI_LONG": "a hamstring strain not yet ready for long or hard lowering work",
    "PHT_COMP": "a sore hamstring tendon at the sit bone, which deep hip bending presses on",
    "PHT_SSC": "a sore hamstring tendon at the sit bone, not yet ready for quick, springy loads",
    "ACL_EARLY": "the first 12 weeks after ACL surgery, or a hamstring graft the surgeon has not released",
    "LBP_FLEX": "back pain when bending",
    "LBP_AXIAL": "back pain under load",
    "KNEE_KNEEL": "knees that cannot be knelt on",
    "PFP_DEEP": "pain at the front of the knee in a deep bend",
    "HIP_IMP": "a hip that pinches in a deep bend",
    "HTN_INV": "uncontrolled blood pressure: no head low, no long breath-hold",
    "GLAUCOMA_INV": "glaucoma: no head low, no long breath-hold",
    "PREG_SUPINE": "late pregnancy: not flat on the back",
    "SHOULDER_OH": "a shoulder that cannot go overhead",
    "WRIST_LOAD": "a wrist that cannot bear weight",
    "GROIN": "a sore groin",
    "BALANCE_FALL": "unsteady balance",
    "CRAMP": "a hamstring or calf that cramps easily",
}
