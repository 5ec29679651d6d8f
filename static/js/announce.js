// Says a change politely to those who listen to the page.
let region;

// ready makes the region early: what is in a new region from the start is not said.
export function ready() {
  if (region) return;
  region = document.createElement("p");
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  document.body.append(region);
}

export function announce(words) {
  ready();
  region.textContent = words;
}
