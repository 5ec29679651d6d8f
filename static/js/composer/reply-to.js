// "Reply" under a post leads to a page with the composer answering it; where
// the composer is on this page already, it is told so instead.
const form = document.querySelector("#reply form");
const row = form?.querySelector("[data-reply-to]");

function answer(number, name) {
  row.hidden = !number;
  row.querySelector("[data-reply-to-name]").textContent = name;
  form.elements.reply_to.value = number;
  const field = form.querySelector("textarea");
  field.focus();
  form.closest("section").scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const reply = event.target.closest("a[data-reply]");
  const clear = event.target.closest("[data-reply-clear]");
  if (!reply && !clear) return;
  event.preventDefault();
  if (reply) answer(reply.dataset.reply, reply.dataset.replyName);
  else answer("", "");
});
