// <time data-relative datetime> has a date in words; recent ones become
// "3 hours ago". The exact moment stays in the tooltip, in the reader's zone.
// Only those in view or close to it are, for a long page has hundreds; the
// first ones before anything is painted, so that nothing moves afterwards.
const FIRST = 24;
const RECENT_DAYS = 30;
const TICK_MS = 60_000;
const STEPS = [
  ["minute", 60, 60],
  ["hour", 3600, 24],
  ["day", 86_400, RECENT_DAYS],
];

const language = document.documentElement.lang || "en";
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const near = new Set();

function words(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return "just now";
  for (const [unit, length, limit] of STEPS) {
    const count = Math.round(seconds / length);
    if (Math.abs(count) < limit) return relative.format(count, unit);
  }
  return null;
}

function show(time) {
  const moment = new Date(time.dateTime);
  if (time.dataset.absolute === undefined) {
    time.dataset.absolute = time.textContent;
    time.title = exact.format(moment);
  }
  const now = words(moment) ?? time.dataset.absolute;
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
