// Keeps the number of characters under a field up while somebody types.

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-count]")) return;
  const counted = document.querySelector(`#${target.id}_helptext [data-counted]`);
  if (counted) counted.textContent = [...target.value].length;
});
