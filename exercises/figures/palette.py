"""Colours of the figures. An image cannot read the page's style sheet, so the drawing carries its own."""

THEMES = ("auto", "light", "dark")
# Name, light, dark. Kit, surface, accent, tissue and stop have the values of the site's own tokens.
COLOURS: tuple[tuple[str, str, str], ...] = (
    ("skin", "#CEC7B9", "#A5A095"),
    ("far", "#ADA698", "#6E6B63"),
    ("top", "#3A5750", "#4F7168"),
    ("top-far", "#2C443E", "#3A564F"),
    ("short", "#22342F", "#30463F"),
    ("short-far", "#1A2825", "#24352F"),
    ("hair", "#1F2B28", "#4A5450"),
    ("shoe", "#FAF9F5", "#D9D7CF"),
    ("shoe-far", "#D2CEC3", "#8E8B83"),
    ("kit", "#2C3532", "#C3CCC7"),
    ("pad", "#535B58", "#A2ABA6"),
    ("frame", "#9C9F99", "#68716D"),
    ("surface", "#FFFFFF", "#161C1A"),
    ("line", "#CBC7BA", "#3D4844"),
    ("accent", "#15584A", "#7FD1B7"),
    ("ham", "#B0385A", "#F08DA4"),
    ("ham-half", "#DE8FA1", "#A9566C"),
    ("quad", "#617080", "#B3C1D0"),
    ("quad-half", "#97A4B1", "#74828F"),
    ("glute", "#85547F", "#B487B2"),
    ("glute-half", "#A283A0", "#7C5F7D"),
    ("fibre", "#FFFFFF", "#0E1312"),
    ("stop", "#9B1C17", "#FFA599"),
)
RULES = (
    ".f-skin{fill:var(--skin)}.f-far{fill:var(--far)}.f-top{fill:var(--top)}.f-top-far{fill:var(--top-far)}"
    ".f-short{fill:var(--short)}.f-short-far{fill:var(--short-far)}.f-hair{fill:var(--hair)}"
    ".f-ear{fill:var(--far);opacity:.7}.f-shoe{fill:var(--shoe);stroke:var(--far);stroke-width:.8}"
    ".f-shoe-far{fill:var(--shoe-far)}.f-sole{fill:var(--top)}"
    ".f-ham{fill:var(--ham)}.f-quad{fill:var(--quad)}.f-glute{fill:var(--glute)}.deep{opacity:.72}"
    ".f-ham.half{fill:var(--ham-half)}.f-quad.half{fill:var(--quad-half)}.f-glute.half{fill:var(--glute-half)}"
    ".f-fibre{fill:none;stroke:var(--fibre);stroke-opacity:.42;stroke-width:.9}"
    ".f-tendon{fill:none;stroke-width:3;stroke-linecap:round;stroke-linejoin:round}"
    ".hamstrings{stroke:var(--ham)}.hamstrings.half{stroke:var(--ham-half)}"
    ".quadriceps{stroke:var(--quad)}.quadriceps.half{stroke:var(--quad-half)}"
    ".e-floor{stroke:var(--line);stroke-width:1.6}.e-plate{fill:var(--kit);fill-opacity:.16;"
    "stroke:var(--kit);stroke-opacity:.5;stroke-width:2}.e-ring{fill:none;stroke:var(--kit);opacity:.3}"
    ".e-hub,.e-solid,.e-head{fill:var(--kit)}.e-bar{fill:var(--surface)}"
    ".e-grip{fill:none;stroke:var(--kit);stroke-width:4.6}.e-pad{fill:none;stroke:var(--pad);"
    "stroke-linecap:round;stroke-linejoin:round}"
    ".e-frame{fill:none;stroke:var(--frame);stroke-width:4;stroke-linejoin:round;stroke-linecap:round}"
    ".e-box{fill:var(--kit);fill-opacity:.2;stroke:var(--kit);stroke-opacity:.5;stroke-width:2}"
    ".e-seams{fill:none;stroke:var(--kit);opacity:.3}.e-wheel{fill:var(--surface);stroke:var(--kit);"
    "stroke-width:3}.e-cable{fill:none;stroke:var(--kit);stroke-width:1.8}"
    ".e-strap{fill:none;stroke:var(--kit);stroke-width:3.4;stroke-linejoin:round}"
    ".e-band{fill:none;stroke:var(--accent);stroke-width:4;stroke-linejoin:round;opacity:.85}"
    ".e-stick{stroke:var(--kit);stroke-width:5;stroke-linecap:round}"
    ".e-ball{fill:var(--accent);fill-opacity:.22;stroke:var(--accent);stroke-width:2}"
    ".e-seam{fill:none;stroke:var(--accent);opacity:.35}"
    ".e-line{fill:none;stroke:var(--accent);stroke-width:2.2;stroke-dasharray:5 5}"
    ".e-way{fill:none;stroke:var(--accent);stroke-width:3.4}.e-head{fill:var(--accent)}"
    ".ring{fill:none;stroke:var(--stop);stroke-width:4.5}"
    ".ring-edge{fill:none;stroke:var(--surface);stroke-opacity:.7;stroke-width:9}"
)


def _values(column: int) -> str:
    return "".join(f"--{row[0]}:{row[column]};" for row in COLOURS)


def style(theme: str) -> str:
    """Give the style of one drawing: a fixed theme, or `auto`, which follows the reader's colour scheme."""
    if theme == "dark":
        return f"svg{{{_values(2)}}}{RULES}"
    light = f"svg{{{_values(1)}}}{RULES}"
    if theme == "light":
        return light
    return f"{light}@media(prefers-color-scheme:dark){{svg{{{_values(2)}}}}}"
