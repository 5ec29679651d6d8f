// Posts on the page and as the server draws them now. A post is changed part by
// part, so that an open menu, the keyboard and the reader's place stay.
import { dress } from "../reactions.js";
import { watch } from "../read-position.js";
import { refresh } from "../relative-time.js";
import { fresh as freshTools } from "./own-tools.js";

export const numberOf = (article) => Number(article.id.slice("post-".length));
export const postAt = (number) => document.getElementById(`post-${number}`);
export const isGone = (article) => article.classList.contains("post--gone");

export function parse(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return document.importNode(holder.content, true).firstElementChild;
}

// same compares as the server drew it: scripts have changed the words of times since.
export function same(one, other) {
  if (!one || !other) return one === other;
  return plain(one).isEqualNode(plain(other));
}

function plain(element) {
  const copy = element.cloneNode(true);
  for (const time of copy.querySelectorAll("time[data-relative]")) {
    time.replaceChildren();
    time.removeAttribute("title");
    time.removeAttribute("data-absolute");
    time.removeAttribute("data-zoned");
  }
  copy.normalize();
  return copy;
}

// holdStill changes what may stand above the reader without moving what they read.
export function holdStill(change) {
  const held = reading();
  const before = held?.getBoundingClientRect().top;
  const keyboard = document.activeElement;
  change();
  const moved = held?.isConnected ? held.getBoundingClientRect().top - before : 0;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
  if (keyboard !== document.activeElement && keyboard?.isConnected) keyboard.focus({ preventScroll: true });
}

// reading is the field somebody writes in, or else the first post in view.
function reading() {
  const field = document.activeElement?.closest("textarea");
  if (field) return field;
  return [...document.querySelectorAll("article[data-post]")].find((post) => post.getBoundingClientRect().bottom > 0);
}

// prepare makes a post of the server's into one of this page's.
export function prepare(article) {
  if (!article.querySelector(".tools") && !isGone(article)) {
    const tools = freshTools(article);
    if (tools) article.querySelector(".post__foot")?.append(tools);
  }
  refresh(article);
  dress(article);
  return article;
}

// insert puts a post in its place by number.
export function insert(article, list) {
  const number = numberOf(article);
  const next = [...list.querySelectorAll("article[data-post]")].find((other) => numberOf(other) > number);
  if (next) next.before(article);
  else list.append(article);
  watch(article);
}

// change makes the old post what the server says it is now.
export function change(old, now) {
  if (isGone(old) || isGone(now)) {
    replace(old, now);
    return;
  }
  old.className = now.className;
  const parts = (article) => [...article.children].filter((part) => !part.matches(".post__foot"));
  if (!sameList(parts(old), parts(now))) {
    const focused = parts(old).some((part) => part.contains(document.activeElement));
    for (const part of parts(old)) part.remove();
    old.prepend(...parts(now).map((part) => part.cloneNode(true)));
    if (focused) take(old);
  }
  changeFoot(old.querySelector(".post__foot"), now.querySelector(".post__foot"));
  refresh(old);
  dress(old);
}

const sameList = (one, other) => one.length === other.length && one.every((part, i) => same(part, other[i]));

function changeFoot(old, now) {
  const given = now.querySelector(".reactions")?.cloneNode(true);
  const before = old.querySelector(".reactions");
  if (before && given) before.replaceWith(given);
  else if (given) old.prepend(given);
  else before?.remove();
  const tools = now.querySelector(".tools");
  const mine = old.querySelector(".tools");
  if (tools && mine && !same(tools, mine) && !mine.querySelector("details[open], :focus")) mine.replaceWith(tools.cloneNode(true));
}

// replace puts a tombstone where a post was, or the post where a tombstone was. The keyboard stays in its place.
function replace(old, now) {
  const made = prepare(now.cloneNode(true));
  const focused = old.contains(document.activeElement);
  old.replaceWith(made);
  watch(made);
  if (focused) take(made);
}

// take puts the keyboard on something that it does not stop at by itself.
export function take(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
}
