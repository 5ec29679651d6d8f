// <time data-relative datetime> has a date in words; recent ones become
// "3 hours ago", in English as all of the page's words. Only those in view or
// close to it do, for a long page has hundreds; the first ones before
// anything is painted, so that nothing moves afterwards.
const FIRST = 24;
const RECENT_DAYS = 30;
const TICK_MS = 60_000;
const STEPS = [
  ["minute", 60, 60],
  ["hour", 3600, 24],
  ["day", 86_400, RECENT_DAYS],
];
const near = new Set();

// Intl knows these words too, but takes 10 ms of a phone's first second to be made.
function spoken(count, unit) {
  if (unit === "day" && count === -1) return "yesterday";
  if (unit === "day" && count === 1) return "tomorrow";
  const much = `${Math.abs(count)} ${unit}${Math.abs(count) === 1 ? "" : "s"}`;
  return count < 0 ? `${much} ago` : `in ${much}`;
}

function words(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return "just now";
  for (const [unit, length, limit] of STEPS) {
    const count = Math.round(seconds / length);
    if (Math.abs(count) < limit) return spoken(count, unit);
  }
  return null;
}

function show(time) {
  time.dataset.absolute ??= time.textContent;
  const now = words(new Date(time.dateTime)) ?? time.dataset.absolute;
  if (time.textContent !== now) time.textContent = now;
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) show(target);
      near[isIntersecting ? "add" : "delete"](target);
    }
  },
  { rootMargin: "50%" },
);

export function refresh(root = document) {
  const times = [...root.querySelectorAll("time[data-relative]")];
  times.slice(0, FIRST).forEach(show);
  for (const time of times) observer.observe(time);
}

refresh();
setInterval(() => document.hidden || near.forEach(show), TICK_MS);

// The exact moment is in the tooltip, which the server wrote in the community's zone: whoever asks for it gets their own.
let exact;
document.addEventListener("pointerover", ({ target }) => {
  const time = target.closest?.("time[data-relative]");
  if (!time || "zoned" in time.dataset) return;
  exact ??= new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "long", timeStyle: "short" });
  time.title = exact.format(new Date(time.dateTime));
  time.dataset.zoned = "";
});
