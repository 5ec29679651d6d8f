// One socket a page, for all that is live on it (internal/interface.md, "Live").
//
//   const channel = listen("thread:12", { since, event, presence, resync, refused, state, polled });
//   channel.typing(); channel.close();
//
// A numbered channel hears each event once, in order, whatever happens to the
// socket. resync() must answer with the number of the page that it fetched. Where
// there are no sockets, polled() is called now and then for what has no numbers.
// Whoever wants another channel ("me", "console") calls listen as well.
import { poll } from "./polling.js";

const PROTOCOL = "commonthread.v1";
const RETRY_FIRST_MS = 3_000;
const RETRY_MAX_MS = 30_000;
const STEADY_MS = 10_000; // a socket that lived as long was no failure
const QUIET_MS = 30_000; // after so long without a word, a page that wakes asks
const ANSWER_MS = 5_000;
const WATCH_MS = 15_000;
const HIDDEN_MS = 10 * 60_000; // a page that nobody looks at gives its socket back
const BLOCKED_AFTER = 3; // failures in a row, then the same events over HTTP
const TOO_MANY_MS = 60_000;

const channels = new Map();
let socket = null;
let opened = 0;
let failures = 0;
let heard = 0;
let asked = 0;
let byeMs = 0;
let paused = false;
let hiddenTimer = 0;
let retryTimer = 0;
let state = "";

export function listen(name, handlers) {
  const channel = { name, handlers, since: handlers.since, stale: false, doubted: -1, refused: 0 };
  channels.set(name, channel);
  if (socket?.readyState === WebSocket.OPEN) subscribe(channel);
  else connect();
  return {
    get since() {
      return channel.since;
    },
    typing: () => say({ type: "typing", channel: name }),
    close() {
      if (channels.get(name) !== channel) return;
      channels.delete(name);
      say({ type: "unsubscribe", channel: name });
      if (!channels.size) hangUp();
    },
  };
}

function become(next) {
  if (state === next) return;
  state = next;
  for (const { handlers } of channels.values()) handlers.state?.(state);
}

function say(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function subscribe({ name, since, stale }) {
  if (!stale) say({ type: "subscribe", channel: name, since });
}

function connect() {
  clearTimeout(retryTimer);
  if (socket || paused || !channels.size) return;
  const mine = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live`, PROTOCOL);
  socket = mine;
  opened = 0;
  mine.onopen = () => {
    opened = heard = Date.now();
    for (const channel of channels.values()) subscribe(channel);
  };
  mine.onmessage = ({ data }) => mine === socket && receive(JSON.parse(data));
  mine.onclose = () => mine === socket && lost();
}

// lost is called when the socket is gone, for whatever reason.
function lost() {
  socket = null;
  failures = opened && Date.now() - opened > STEADY_MS ? 0 : failures + 1;
  become(navigator.onLine ? "trying" : "offline");
  retryLater();
  if (failures >= BLOCKED_AFTER) pollOnce();
}

function retryLater() {
  const wait = byeMs ? byeMs * (1 + Math.random() / 4) : backOff(failures);
  byeMs = 0;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(connect, navigator.onLine ? wait : RETRY_MAX_MS); // browsers err about being offline
}

// backOff grows with each failure, and differs between pages that failed together.
function backOff(tries) {
  return Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(tries, 5)) * (0.3 + 0.7 * Math.random());
}

// hangUp ends the socket without coming back by itself.
function hangUp() {
  clearTimeout(retryTimer);
  const old = socket;
  socket = null;
  if (old?.readyState === WebSocket.CONNECTING) old.onopen = () => old.close();
  else old?.close();
}

function wake() {
  clearTimeout(hiddenTimer);
  paused = false;
  if (!socket) connect();
  else if (Date.now() - heard > QUIET_MS) askAgain();
}

// askAgain finds out whether a quiet socket is alive: subscribing again is always answered.
function askAgain() {
  if (socket?.readyState !== WebSocket.OPEN || asked > heard) return;
  const mine = socket;
  const first = [...channels.values()].find((channel) => !channel.stale);
  if (!first) return;
  asked = Date.now();
  subscribe(first);
  setTimeout(() => {
    if (mine !== socket || heard >= asked) return;
    hangUp();
    connect();
  }, ANSWER_MS);
}

function receive(message) {
  heard = Date.now();
  const channel = channels.get(message.channel);
  if (message.type === "bye") byeMs = message.retry_ms;
  else if (!channel) forAll(message);
  else if (message.type === "event") take(channel, message);
  else if (message.type === "resync") resync(channel);
  else if (message.type === "presence") channel.handlers.presence?.(message);
  else if (message.type === "error") refuse(channel, message);
  else if (message.type === "subscribed") {
    become("live");
    channel.refused = 0;
    if (!channel.stale && message.seq > (channel.since ?? -1)) channel.since = message.seq;
  }
}

// An error without a channel is about the session: it has ended.
function forAll(message) {
  if (message.type !== "error") return;
  for (const { handlers } of channels.values()) handlers.signedOut?.(message);
}

function take(channel, message) {
  if (message.seq) {
    if (channel.stale || message.seq <= channel.since) return;
    if (message.seq > channel.since + 1 && channel.doubted !== channel.since) {
      channel.doubted = channel.since; // asked for once: then the gap is real
      subscribe(channel);
      return;
    }
    channel.since = message.seq;
  }
  channel.handlers.event(message);
}

async function resync(channel) {
  if (channel.stale || !channel.handlers.resync) return;
  channel.stale = true;
  for (let tries = 0; channels.get(channel.name) === channel; tries++) {
    try {
      channel.since = await channel.handlers.resync();
      channel.stale = false;
      subscribe(channel);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, backOff(tries)));
    }
  }
}

function refuse(channel, message) {
  if (message.code === "forbidden") return; // to write, not to read
  if (message.code === "too_many" || message.code === "unavailable") {
    const wait = message.code === "too_many" ? TOO_MANY_MS * (0.5 + Math.random()) : backOff(channel.refused++);
    setTimeout(() => channels.get(channel.name) === channel && subscribe(channel), wait);
    return;
  }
  channels.delete(channel.name);
  channel.handlers.refused?.(message);
  if (!channels.size) hangUp();
}

// pollOnce asks for what was missed while sockets do not open. The socket goes on being tried. What is only hinted
// at is not told over HTTP: whoever lives on hints looks for themselves.
async function pollOnce() {
  if (socket?.readyState === WebSocket.OPEN || paused) return;
  const all = [...channels.values()];
  const numbered = all.filter((channel) => channel.since !== undefined && !channel.stale);
  const hinted = all.filter((channel) => channel.handlers.polled);
  if (!(await poll(numbered, receive)) || !all.length) return;
  become("polling");
  for (const { handlers } of hinted) handlers.polled();
}

function left() {
  clearTimeout(hiddenTimer);
  paused = true;
  hangUp(); // a page with an open socket is not kept for "back"
}

addEventListener("pagehide", left);
addEventListener("pageshow", ({ persisted }) => persisted && wake());
addEventListener("online", () => setTimeout(wake, 500 * Math.random()));
addEventListener("offline", () => {
  if (!channels.size) return;
  hangUp();
  become("offline");
  retryLater();
});
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiddenTimer);
  if (!document.hidden) wake();
  else hiddenTimer = setTimeout(left, HIDDEN_MS);
});

// A timer that comes late was asleep with the machine. In polling, it is what asks.
let ticked = Date.now();
setInterval(() => {
  const slept = Date.now() - ticked > 3 * WATCH_MS;
  ticked = Date.now();
  if (!channels.size || paused) return;
  if (slept || Date.now() - heard > 8 * WATCH_MS) askAgain();
  if (failures >= BLOCKED_AFTER && !document.hidden) pollOnce();
}, WATCH_MS);
