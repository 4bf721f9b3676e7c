// What every page does: read out a refused form first, and close the account menu as people expect.

function focusErrorSummary(root) {
  root.querySelector("[data-error-summary]")?.focus();
}

function clearMessages() {
  for (const said of document.querySelectorAll(".messages > *")) said.remove();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".account-menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

focusErrorSummary(document);
// On a phone the tabs scroll: the open one has to be among those seen.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
// An answer in place brings its own message: one that still stands from before would contradict it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig.verb !== "get") clearMessages();
});
// So does a page that the browser brings back as it was.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) clearMessages();
});
document.addEventListener("htmx:afterSettle", (event) => focusErrorSummary(event.target));
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".account-menu[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});
