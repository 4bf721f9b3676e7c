// Points of a chart: one tab stop, arrow keys from point to point, and what a point says in words below.
// Without this script the title of a point shows under the mouse, and the table has every number.

const REACH = 28; // pixels: a finger need not hit the middle of a mark

function pointsOf(chart) {
  const points = [...chart.querySelectorAll("svg [tabindex]")].filter((point) => point.getClientRects().length);
  return points
    .map((point) => ({ point, box: point.getBoundingClientRect() }))
    .sort((one, other) => one.box.left - other.box.left)
    .map(({ point }) => point);
}

function say(chart, point) {
  const said = chart.querySelector("[data-chart-said]");
  said.textContent = point.querySelector("title").textContent;
  chart.querySelector(".is-said")?.classList.remove("is-said");
  point.classList.add("is-said");
}

function begin(root) {
  for (const chart of root.querySelectorAll("[data-chart]")) {
    // Both drawings, the wide and the narrow one, get their stop: only one of them is shown.
    for (const svg of chart.querySelectorAll("svg")) {
      const points = svg.querySelectorAll("[tabindex]");
      points[points.length - 1]?.setAttribute("tabindex", "0");
      const said = chart.querySelector("[data-chart-said]");
      if (points.length && said.hidden) {
        said.hidden = false;
        said.textContent = "Touch a point, or step through them with the arrow keys, to read it.";
      }
    }
  }
}

function nearest(chart, x, y) {
  let best = null;
  let least = REACH;
  for (const point of chart.querySelectorAll("svg :is(circle, rect, path)[tabindex]")) {
    const box = point.getBoundingClientRect();
    const distance = Math.hypot((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
    if (box.width && distance < least) [best, least] = [point, distance];
  }
  return best;
}

begin(document);
document.addEventListener("htmx:afterSettle", (event) => begin(event.target.parentElement ?? document));
document.addEventListener("focusin", (event) => {
  const chart = event.target.closest("[data-chart]");
  if (!chart || !event.target.matches("svg [tabindex]")) return;
  for (const point of event.target.ownerSVGElement.querySelectorAll("[tabindex='0']")) point.setAttribute("tabindex", "-1");
  event.target.setAttribute("tabindex", "0");
  say(chart, event.target);
});
document.addEventListener("keydown", (event) => {
  const chart = event.target.closest("[data-chart]");
  if (!chart || !event.target.matches("svg [tabindex]")) return;
  const points = pointsOf(chart);
  const here = points.indexOf(event.target);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: points.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  points[to]?.focus();
});
for (const kind of ["pointermove", "click"]) {
  document.addEventListener(kind, (event) => {
    const chart = event.target.closest?.("[data-chart]");
    if (!chart) return;
    const bar = event.target.closest("svg *:has(> title)");
    const point = nearest(chart, event.clientX, event.clientY) ?? bar;
    if (point) say(chart, point);
  });
}
