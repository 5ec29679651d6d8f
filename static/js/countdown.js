// <span data-countdown="54"> counts its seconds down, quietly: what it says was read out once with the page.
const SECOND_MS = 1000;

for (const place of document.querySelectorAll("[data-countdown]")) {
  let left = Number(place.dataset.countdown);
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) {
      place.textContent = left === 1 ? "1 second" : `${left} seconds`;
      return;
    }
    clearInterval(timer);
    place.textContent = "a moment";
    place.closest("[data-undo]")?.querySelector("button")?.remove();
  }, SECOND_MS);
}
