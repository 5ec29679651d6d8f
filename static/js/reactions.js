// Reactions without leaving the page. The list under a post is the same for
// everybody; for a member, what they gave is marked on it here, and its signs
// become buttons. Counts change at once and go back where the server refuses.
import { announce } from "./announce.js";
import { send } from "./send.js";

const post = (element) => element.closest("[data-post]");
const formFor = (article, emoji) =>
  [...article.querySelectorAll(".react form")].find((form) => form.elements.emoji.value === emoji);

function listOf(article) {
  const known = article.querySelector(".reactions");
  if (known) return known;
  const made = Object.assign(document.createElement("ul"), { className: "reactions", role: "list", ariaLabel: "Reactions" });
  article.querySelector(".post__foot").prepend(made);
  return made;
}

function itemOf(article, emoji) {
  const list = listOf(article);
  const known = [...list.children].find((item) => item.dataset.emoji === emoji);
  if (known) return known;
  const made = document.createElement("li");
  made.dataset.emoji = emoji;
  made.append(`${emoji} `, Object.assign(document.createElement("span"), { textContent: "0" }));
  list.append(made);
  return made;
}

// Signs that this member may give or take back are pressed like buttons.
function makeButton(item, article) {
  if (item.querySelector("button") || !formFor(article, item.dataset.emoji)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...item.childNodes);
  item.append(button);
}

function mark(item, on) {
  item.classList.toggle("mine", on);
  item.querySelector("button")?.setAttribute("aria-pressed", String(on));
}

function change(article, emoji, on) {
  const item = itemOf(article, emoji);
  makeButton(item, article);
  const count = item.querySelector("span");
  const next = Number(count.textContent.replaceAll(",", "")) + (on ? 1 : -1);
  count.textContent = String(next);
  mark(item, on);
  keep(article, emoji, on);
  if (next <= 0) item.remove();
  const button = formFor(article, emoji).querySelector("button");
  button.value = on ? "0" : "1";
  button.setAttribute("aria-pressed", String(on));
  announce(`${emoji} ${on ? "given" : "taken back"}`);
}

async function toggle(form, button) {
  const article = post(form);
  const emoji = form.elements.emoji.value;
  const on = button.value === "1";
  const sent = send(form, button);
  change(article, emoji, on);
  form.closest("details").open = false;
  if (!(await sent)) change(article, emoji, !on);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".react form");
  if (!form) return;
  event.preventDefault();
  toggle(form, form.querySelector("button"));
});

document.addEventListener("click", (event) => {
  const item = event.target.closest(".reactions button")?.closest("li");
  if (item) formFor(post(item), item.dataset.emoji)?.requestSubmit();
});

// keep notes what the member gave, for when the server draws the list again.
function keep(article, emoji, on) {
  const tools = article.querySelector(".tools");
  const mine = new Set(tools.dataset.reacted.split(" ").filter(Boolean));
  mine[on ? "add" : "delete"](emoji);
  tools.dataset.reacted = [...mine].join(" ");
}

// dress marks what the member gave on a post's list.
export function dress(article) {
  const tools = article.querySelector(".tools[data-reacted]");
  if (!tools) return;
  const mine = tools.dataset.reacted.split(" ");
  for (const item of article.querySelectorAll(".reactions li")) {
    makeButton(item, article);
    mark(item, mine.includes(item.dataset.emoji));
  }
}

document.querySelectorAll("[data-post]").forEach(dress);
