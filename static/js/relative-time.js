// <time data-relative datetime> has a date in words; recent ones become
// "3 hours ago". The exact moment stays in the tooltip, in the reader's zone.
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

function words(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return "just now";
  for (const [unit, length, limit] of STEPS) {
    const count = Math.round(seconds / length);
    if (Math.abs(count) < limit) return relative.format(count, unit);
  }
  return null;
}

export function refresh(root = document) {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const moment = new Date(time.dateTime);
    time.dataset.absolute ??= time.textContent;
    time.title = exact.format(moment);
    time.textContent = words(moment) ?? time.dataset.absolute;
  }
}

refresh();
setInterval(() => document.hidden || refresh(), TICK_MS);
