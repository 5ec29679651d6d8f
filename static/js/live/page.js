// The thread's page as the server draws it now: fetched where events cannot
// tell, and laid over what is there. What the viewer is writing stays.
import { change, holdStill, postAt, same, take } from "./posts.js";

const HEADS = [".thread__head", ".story-head", ".conversation"];

export async function fetchPage(address) {
  const response = await fetch(address, { cache: "no-cache", headers: { Accept: "text/html" } });
  if (!response.ok) throw Object.assign(new Error(`${address}: ${response.status}`), { status: response.status });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// lay makes the open page what the fetched one is. New posts are the caller's to show.
export function lay(page, arrived) {
  holdStill(() => {
    for (const selector of HEADS) exchange(document.querySelector(selector), page.querySelector(selector));
    for (const now of page.querySelectorAll("article[data-post]")) {
      const old = postAt(now.id.slice("post-".length));
      if (!old) arrived(document.importNode(now, true));
      else if (old.matches(".story") && now.matches(".story")) exchange(old, now);
      else change(old, document.importNode(now, true));
    }
    for (const old of document.querySelectorAll("[data-posts] > article[data-post]")) {
      if (movedAway(old, page)) old.remove();
    }
    layRecord(document.getElementById("record"), page.getElementById("record"));
    layReply(page);
    exchange(document.querySelector(".thread__posts > .pager"), page.querySelector(".thread__posts > .pager"));
    exchange(document.querySelector(".rail"), page.querySelector(".rail"));
  });
}

// Numbers are never given twice, so a post between those of the page that is not among them is not there.
function movedAway(old, page) {
  const number = Number(old.id.slice("post-".length));
  const numbers = [...page.querySelectorAll("article[data-post]")].map((post) => Number(post.id.slice("post-".length)));
  return number >= Math.min(...numbers) && number <= Math.max(...numbers) && !numbers.includes(number);
}

function exchange(old, now) {
  if (!old || !now || same(old, now) || old.querySelector("details[data-menu][open]")) return;
  const focused = old.contains(document.activeElement);
  const made = document.importNode(now, true);
  old.replaceWith(made);
  if (focused) take(made);
  made.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

// A suggestion's record stays open or shut, as the reader left it.
function layRecord(old, now) {
  if (now && old) now.open = old.open;
  exchange(old, now);
}

// The form stays while it holds words: only then is the reason why it closed laid above it.
function layReply(page) {
  const old = document.getElementById("reply");
  const now = page.getElementById("reply");
  const form = old?.querySelector("form");
  if (!now && old && !form) old.remove();
  if (!now || !old || (form && now.querySelector("form"))) return;
  if (form?.querySelector("textarea").value.trim()) {
    const notice = now.querySelector(".notice");
    if (notice && !old.querySelector(".notice")) form.before(document.importNode(notice, true));
    return;
  }
  exchange(old, now);
}
