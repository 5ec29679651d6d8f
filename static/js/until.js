// <p data-until="2026-03-05T19:00:00Z"> says how long it is until then. The whole time stands beside it.
const SECOND_MS = 1_000;

function words(seconds) {
  if (seconds <= 0) return "any moment";
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `in ${Math.floor(hours / 24)} days`;
  if (hours > 0) return `in ${hours} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `in ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function show() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil((Date.parse(place.dataset.until) - Date.now()) / SECOND_MS);
    const said = `${place.dataset.does} ${words(left)}`;
    if (place.textContent !== said) place.textContent = said;
  }
}

if (document.querySelector("[data-until]")) {
  show();
  setInterval(show, SECOND_MS);
}
