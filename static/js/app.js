// On every page. Each import is one behaviour over HTML that works without it.
import "./relative-time.js"; // changes words: before anything is painted

document.documentElement.dataset.scripts = "";

// The others come one by one, each in a task of its own: a slow phone paints the page, and heeds a finger, between them.
const turn = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
for (const begin of [
  () => import("./menus.js"),
  () => import("./live/thread.js"),
  () => import("./live/list.js"),
  () => import("./live/inbox.js"),
  () => import("./live/bell.js"),
  () => import("./live/answering.js"),
  () => import("./dialogs.js"),
  () => import("./light-box.js"),
  () => import("./video.js"),
  () => import("./toggles.js"),
  () => import("./reactions.js"),
  () => import("./permalinks.js"),
  () => import("./follow.js"),
  () => import("./read-position.js"),
  () => import("./shortcuts.js"),
  () => import("./seen.js"),
  () => import("./passwords.js"),
  () => import("./countdown.js"),
  () => import("./until.js"),
  () => import("./verdicts.js"),
]) {
  await turn();
  await begin();
}
document.documentElement.dataset.begun = ""; // for tests: no person is as quick
