// A reply stands in the thread the moment it is sent, and is confirmed by what
// the server made of it. Where nothing answers it is kept in this browser and
// sent again under the same key, so that it is never there twice. What the
// server refuses goes the plain way, whose page explains.
import { announce } from "../announce.js";
import { Outbox } from "./outbox.js";

const AGAIN_MS = 15_000;

export class Replies {
  #thread;
  #confirmed;
  #outbox;
  #stop = new AbortController();
  #articles = new Map(); // by key
  #sending = false;
  #timer = 0;

  constructor(thread, confirmed) {
    this.#thread = thread;
    this.#confirmed = confirmed;
    if (!thread.dataset.viewer || !this.#template) return;
    this.#outbox = new Outbox(thread.dataset.viewer, thread.dataset.thread);
    thread.addEventListener("submit", (event) => this.#submit(event), { signal: this.#stop.signal });
    thread.addEventListener("click", (event) => this.#press(event.target), { signal: this.#stop.signal });
    if (thread.last) this.retry();
  }

  stop() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  // sending reports whether one is on its way: its answer will bring it.
  get sending() {
    return this.#sending;
  }

  get #template() {
    return this.#thread.querySelector("template[data-reply]");
  }

  get #form() {
    return this.#thread.querySelector("#reply form[data-compose]");
  }

  #submit(event) {
    const form = this.#form;
    if (event.target !== form || event.submitter?.hasAttribute("formaction") || !this.#thread.last) return;
    event.preventDefault();
    this.#outbox.add({
      action: form.action,
      fields: [...new FormData(form)].filter(([, value]) => value !== ""),
      at: Date.now(),
    });
    this.#empty(form);
    this.retry();
  }

  #empty(form) {
    const key = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    form.querySelector("[data-reply-to]").hidden = true;
    form.elements.reply_to.value = "";
    if (form.elements.question) form.elements.question.checked = false;
    form.querySelector("post-composer").begin(`reply-${this.#thread.dataset.thread}-${key}`);
  }

  // retry sends what waits, one after the other.
  async retry() {
    if (!this.#outbox) return;
    for (const reply of this.#outbox.replies()) this.#draw(reply);
    if (this.#sending) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    for (let reply; (reply = this.#outbox.replies()[0]); ) {
      if (!(await this.#send(reply))) break;
      this.#outbox.drop(keyOf(reply));
    }
    this.#sending = false;
  }

  // send reports whether the reply needs no further sending.
  async #send(reply) {
    const article = this.#draw(reply);
    say(article, "Sending…");
    const response = await post(reply);
    if (!response || response.status >= 500) {
      say(article, "Not sent yet: nothing answers. Your words are kept here, and sent when it does.", true);
      this.#timer = setTimeout(() => this.retry(), AGAIN_MS);
      return false;
    }
    if (response.status !== 201) {
      this.#outbox.drop(keyOf(reply));
      sendPlainly(reply);
      return false;
    }
    const html = await response.text();
    this.#articles.delete(keyOf(reply));
    article.remove();
    this.#confirmed(html).scrollIntoView({ block: "nearest" });
    announce("Your reply is posted");
    return true;
  }

  #draw(reply) {
    const known = this.#articles.get(keyOf(reply));
    if (known) return known;
    const article = document.importNode(this.#template.content, true).firstElementChild;
    article.dataset.sending = keyOf(reply);
    article.querySelector("[data-words]").textContent = new Map(reply.fields).get("body");
    this.#thread.querySelector("[data-unsent]").append(article);
    this.#articles.set(keyOf(reply), article);
    return article;
  }

  #press(target) {
    const key = target.closest("[data-sending]")?.dataset.sending;
    if (!key) return;
    if (target.closest("[data-again]")) this.retry();
    if (target.closest("[data-back]")) this.#takeBack(key);
  }

  // takeBack puts the words into the form again, before those that are there.
  #takeBack(key) {
    const reply = this.#outbox.drop(key);
    this.#articles.get(key)?.remove();
    this.#articles.delete(key);
    const field = this.#form?.querySelector("textarea");
    if (!reply || !field) return;
    this.#form.elements.draft_key.value = key;
    field.value = [new Map(reply.fields).get("body"), field.value].filter(Boolean).join("\n\n");
    field.focus();
  }
}

const keyOf = ({ fields }) => new Map(fields).get("draft_key");

function say(article, words, failed = false) {
  article.querySelector("[data-state]").textContent = words;
  article.toggleAttribute("data-failed", failed);
}

async function post({ action, fields }) {
  try {
    return await fetch(action, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      keepalive: true,
    });
  } catch {
    return null;
  }
}

function sendPlainly({ action, fields }) {
  const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}
