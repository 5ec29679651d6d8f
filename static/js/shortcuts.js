// Keys for those who like them; "?" lists them. None works while typing, or
// together with Ctrl, Alt or Meta. They can be switched off, for those whose
// voice or hands press keys they did not mean (WCAG 2.1.4).
const SWITCH = "single-keys";
const SEQUENCE_MS = 1200;
const GO = { f: "/", t: "/topics", s: "/stories" };
// Who has no console on the page has no way there either.
const STAFF = { c: "/console", q: "/console?queue=waiting" };

let goUntil = 0;

const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]");

// What j and k step through: the posts of a thread, or the threads of a list.
function step(direction) {
  const stops = [...document.querySelectorAll("[data-stop]")];
  const here = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = here < 0 ? (direction > 0 ? firstBelow(stops) : -1) : here + direction;
  const stop = stops[next];
  if (!stop) return;
  const target = stop.matches("a, [tabindex]") ? stop : stop.querySelector("a[data-stop-link], a");
  target.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "start" });
}

function firstBelow(stops) {
  const found = stops.findIndex((stop) => stop.getBoundingClientRect().bottom > 80);
  return found < 0 ? 0 : found;
}

// A page's own keys come before those of every page: an element with data-key="d" is what d goes to.
const own = (key) => /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);

function press(target) {
  const found = typeof target === "string" ? document.querySelector(target) : target;
  if (!found) return;
  const fold = found.closest("details:not([open])");
  if (fold) fold.open = true;
  if (found.matches("a, button")) found.click();
  else found.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  r: () => press("#reply textarea, a[data-reply]"),
  n: () => press('a[href^="/new"]'),
  o: () => document.activeElement?.closest("[data-stop]")?.querySelector("a[data-stop-link], a")?.click(),
  x: () => document.activeElement?.closest("[data-stop]")?.querySelector('input[type="checkbox"]')?.click(),
  "/": () => press("[data-search]"),
  "?": () => document.getElementById("shortcuts")?.showModal(),
};

let off = false;
try {
  off = localStorage.getItem(SWITCH) === "off";
} catch {
  // A browser that keeps nothing: the switch holds for this page.
}

const box = document.querySelector("[data-single-keys]");
if (box) {
  box.checked = !off;
  box.addEventListener("change", () => {
    off = !box.checked;
    localStorage.setItem(SWITCH, off ? "off" : "on");
  });
}

// What sends a form to where it goes. Buttons with a name or an address of their own each ask for something else,
// which no key may choose.
function mainButton(form) {
  const plain = [...form.elements].filter((one) => one.matches("button:not([name], [formaction])") && one.type === "submit");
  return plain.length === 1 ? plain[0] : null;
}

// Ctrl+Enter sends what is typed, as the form's main button would; composers that look at it first have done so by now.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented) return;
  const form = event.target.closest("textarea")?.form;
  const button = form && mainButton(form);
  if (!button || button.disabled || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(button);
});

document.addEventListener("keydown", (event) => {
  if (off || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  const there = GO[event.key] || (document.querySelector('a[href="/console"]') && STAFF[event.key]);
  if (Date.now() < goUntil && there) {
    location.assign(there);
    return;
  }
  goUntil = event.key === "g" ? Date.now() + SEQUENCE_MS : 0;
  const mine = own(event.key);
  if (!mine && !KEYS[event.key]) return;
  event.preventDefault();
  if (mine) press(mine);
  else KEYS[event.key]();
});
