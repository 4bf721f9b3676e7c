// The rest bar: counts down after a set is logged. Numbers change once a second and nothing else moves.

const bar = document.querySelector("[data-rest]");
const spoken = document.querySelector("[data-rest-spoken]");
const ROUND = 138.2;
let ends = 0;
let whole = 0;
let ticking = null;

function part(name) {
  return bar.querySelector(`[data-rest-${name}]`);
}

function inWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const words = [];
  if (minutes) words.push(minutes === 1 ? "1 minute" : `${minutes} minutes`);
  if (rest || !minutes) words.push(rest === 1 ? "1 second" : `${rest} seconds`);
  return words.join(" ");
}

function left() {
  return Math.max(0, Math.ceil((ends - Date.now()) / 1000));
}

function show() {
  const seconds = left();
  part("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  part("ring").setAttribute("stroke-dashoffset", String(ROUND * (1 - seconds / whole)));
  if (seconds === 0) stop("Rest is over.");
}

function start(seconds, then) {
  whole = seconds;
  ends = Date.now() + seconds * 1000;
  part("then").textContent = then;
  spoken.textContent = `Rest, ${inWords(seconds)}.`;
  bar.hidden = false;
  clearInterval(ticking);
  ticking = setInterval(show, 1000);
  show();
}

function stop(words) {
  clearInterval(ticking);
  ticking = null;
  spoken.textContent = words;
  bar.hidden = true;
}

function more() {
  ends += 30 * 1000;
  whole = Math.max(whole, left());
  spoken.textContent = `${inWords(left())} left.`;
  show();
}

if (bar) {
  part("more").addEventListener("click", more);
  part("skip").addEventListener("click", () => stop("Rest skipped."));
  document.addEventListener("rest:stop", () => stop(""));
  document.addEventListener("set:logged", (event) => {
    if (event.detail.rest > 0) start(event.detail.rest, event.detail.then);
  });
}
