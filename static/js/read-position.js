// How far a member has read a thread: the last post that came into view is
// sent a moment later, or on leaving. Without scripts a button does it.
const SEND_AFTER_MS = 2000;
const form = document.querySelector("form[data-read]");
let observer;
let seen = 0;
let sent = 0;
let timer = 0;

function send() {
  clearTimeout(timer);
  if (seen <= sent) return;
  sent = seen;
  fetch(form.action, {
    method: "POST",
    body: new URLSearchParams({ number: String(seen) }),
    headers: { "X-Requested-With": "fetch" },
    keepalive: true,
  }).catch(() => {});
}

// watch counts a post as read once it comes into view.
export const watch = (post) => observer?.observe(post);

if (form) {
  observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) seen = Math.max(seen, Number(target.id.slice("post-".length)));
    }
    clearTimeout(timer);
    timer = setTimeout(send, SEND_AFTER_MS);
  });
  for (const post of document.querySelectorAll("article[data-post]")) watch(post);
  document.addEventListener("visibilitychange", () => document.hidden && send());
}
