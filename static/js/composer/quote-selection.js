// Words selected in a post can be quoted: a button beside the selection puts
// them into the composer, with a line that says whose they are. The server
// recognises that line, and takes the words away if the post ever goes.
const field = document.querySelector("#reply textarea");
let button;

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("[data-post]");
  const end = range.endContainer.parentElement?.closest("[data-post]");
  const inProse = range.startContainer.parentElement?.closest(".prose");
  if (!start || start !== end || !inProse) return null;
  return { post: start, text: selection.toString().trim(), box: range.getBoundingClientRect() };
}

function quotation({ post, text }) {
  const handle = post.querySelector("[data-reply-handle]")?.dataset.replyHandle;
  const lines = text.split("\n").map((line) => `> ${line}`.trimEnd());
  return [`> [@${handle}](/posts/${post.dataset.post}) wrote:`, ">", ...lines, "", ""].join("\n");
}

function insert(quoted) {
  const before = field.value && !field.value.endsWith("\n\n") ? "\n\n" : "";
  field.setRangeText(before + quotation(quoted), field.value.length, field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function make() {
  const made = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button--primary quote-it",
    textContent: "Quote",
    hidden: true,
  });
  // Pressing must not empty the selection before the click is heard.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", () => {
    const quoted = selected();
    made.hidden = true;
    if (quoted) insert(quoted);
  });
  document.body.append(made);
  return made;
}

function place() {
  const quoted = selected();
  const possible = quoted?.text && quoted.post.querySelector("[data-reply-handle]");
  if (!possible) {
    if (button) button.hidden = true;
    return;
  }
  button ??= make();
  button.hidden = false;
  button.style.top = `${scrollY + quoted.box.bottom + 8}px`;
  button.style.left = `${scrollX + Math.max(8, quoted.box.left)}px`;
}

if (field) document.addEventListener("selectionchange", () => requestAnimationFrame(place));
