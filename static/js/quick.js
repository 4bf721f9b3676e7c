// A row that was saved by itself comes back as its state alone: marks the boxes which that state names.

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!target.matches("[data-marks]")) return;
  const marked = target.dataset.marks.split(" ");
  for (const box of target.closest("tr").querySelectorAll("input")) {
    if (marked.includes(box.id)) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }
});
