"""Bone and the cut-away glute of the thigh drawings, in the same frame as the muscles."""

_FEMUR = (
    "M214 58C226 50 242 54 247 66C256 68 266 58 278 62C290 68 292 84 286 98C282 110 276 118 272 132"
    "C262 190 244 300 234 380C230 414 230 436 238 454C246 468 250 480 244 492C236 504 220 502 212 492"
    "C206 486 198 486 193 492C185 503 168 504 160 493C154 482 158 468 168 456C178 442 186 428 190 404"
    "C202 320 228 190 238 132C240 118 236 106 228 98C216 92 208 84 208 74C208 66 210 62 214 58Z"
)
_SHIN = (
    "M157 500C176 494 230 494 243 500C248 510 244 520 236 528C226 540 218 560 214 590L211 640H178"
    "L176 590C175 562 170 544 162 530C154 518 152 508 157 500Z"
)
_FIBULA = (
    "M236 516C244 510 254 514 256 524C257 534 251 540 249 552C246 576 246 610 246 640H234"
    "C236 606 236 574 236 548C232 540 230 524 236 516Z"
)
_PELVIS_BEHIND = (
    "M112 8C134 0 186-2 222 6C232 14 236 30 232 46C240 52 246 60 244 72C240 86 226 90 214 84"
    "C206 96 198 104 190 112C186 128 176 140 162 138C150 136 146 124 150 110C140 104 132 92 132 76"
    "C122 58 112 34 112 8Z"
)
_PELVIS_FRONT = (
    "M146 0C184-4 226-2 250 4C262 10 264 24 254 32C248 42 246 52 246 64C242 84 226 92 210 86"
    "C196 90 178 96 158 104C140 112 122 122 112 116C106 106 110 92 122 84C136 74 148 62 152 44Z"
)
_KNEECAP = (
    "M200 416C217 416 227 428 226 443C224 459 211 469 200 475"
    "C189 469 176 459 174 443C173 428 183 416 200 416Z"
)


def _bones(pelvis: str, hole: str) -> str:
    paths = "".join(f'<path d="{path}"/>' for path in (_FEMUR, _SHIN, _FIBULA))
    return f'<g class="anatomy__bone"><path d="{pelvis}"/>{hole}{paths}</g>'


BONES_BEHIND = _bones(
    _PELVIS_BEHIND,
    '<ellipse class="anatomy__hollow" cx="158" cy="92" rx="11" ry="15" transform="rotate(20 158 92)"/>',
)
BONES_FRONT = _bones(
    _PELVIS_FRONT,
    '<ellipse class="anatomy__hollow" cx="140" cy="98" rx="9" ry="6" transform="rotate(-24 140 98)"/>',
)
KNEECAP = f'<g class="anatomy__bone"><path d="{_KNEECAP}"/></g>'
_GLUTE_FIBRES = "".join(
    f'<path class="anatomy__glute-fibre" d="M{108 + i * 20} 4C{126 + i * 22} {54 + i * 4} '
    f'{176 + i * 19} {104 + i * 4} {292 - i * 2} {196 - i * 22}"/>'
    for i in range(6)
)
GLUTEUS = (
    '<g class="anatomy__glute"><path d="M104 4C112 60 116 106 146 138C180 158 232 166 284 214'
    f'C300 190 308 150 304 112C300 70 286 30 264 0H104Z"/>{_GLUTE_FIBRES}</g>'
)
