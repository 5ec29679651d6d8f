// Says a change politely to those who listen to the page.
let region;

export function announce(words) {
  if (!region) {
    region = document.createElement("p");
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = words;
}
