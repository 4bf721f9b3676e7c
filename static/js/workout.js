// The workout page: an id for each set made on this phone, the number of pain written large, and honest words
// about what is saved. Without this script every form still posts.

function giveIds(root) {
  for (const field of root.querySelectorAll("[data-set-id]")) {
    field.value = crypto.randomUUID();
    field.removeAttribute("data-set-id");
  }
}

function showPain(range) {
  const number = range.closest("[data-pain]")?.querySelector("[data-pain-number]");
  if (number) number.textContent = range.value;
}

function badge(words, waiting) {
  const saved = document.querySelector("[data-saved]");
  if (!saved) return;
  saved.hidden = false;
  saved.classList.toggle("saved--waiting", waiting);
  saved.querySelector("[data-saved-words]").textContent = words;
}

function state(form, words) {
  const place = form.querySelector("[data-post-state]");
  if (place) place.textContent = words;
  form.classList.toggle("is-unsaved", words !== "");
}

function notSaved(event) {
  const form = event.target.closest("[data-post]");
  if (!form) return;
  state(form, "Not saved. Try again when you have signal; your numbers stay here.");
  badge("Not saved", true);
}

// randomUUID is there only on https and on this machine itself; elsewhere the server's id stays.
if (window.crypto?.randomUUID) {
  giveIds(document);
  document.addEventListener("htmx:afterSettle", (event) => giveIds(event.target));
}
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-pain] input[type=range]")) showPain(event.target);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("[data-post]");
  if (form) state(form, "");
});
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, notSaved);
}
