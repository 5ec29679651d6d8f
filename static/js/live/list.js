// <live-list> keeps the counts of a list of threads, and says when there is
// more than it shows. What is hinted is a thread's id and numbers; the words
// are fetched a moment later, all at once, and laid into the lines that are there.
import { refresh } from "../relative-time.js";
import { listen } from "./connection.js";
import { fetchPage } from "./page.js";
import { holdStill, same } from "./posts.js";

const FETCH_MS = 5_000; // so long after a hint, at most so often
const SPREAD_MS = 5_000;

class LiveList extends HTMLElement {
  #channel;
  #stop;
  #timer = 0;
  #changed = new Set();
  #elsewhere = new Set();

  connectedCallback() {
    this.#stop = new AbortController();
    const options = { signal: this.#stop.signal };
    this.#channel = listen(this.dataset.channel, {
      event: ({ threads }) => this.#hinted(threads),
      state: (state) => {
        if (state === "live" && this.dataset.state) this.#later(); // what was hinted meanwhile is not told again
        this.dataset.state = state;
      },
      polled: () => this.#later(),
    });
    this.#more?.addEventListener("click", (event) => this.#showMore(event), options);
    document.addEventListener("visibilitychange", () => !document.hidden && this.#changed.size && this.#later(), options);
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#channel.close();
    clearTimeout(this.#timer);
  }

  get #more() {
    return this.querySelector("[data-live-more]");
  }

  #hinted(threads) {
    for (const { id, posts } of threads) {
      const lines = this.querySelectorAll(`[data-thread="${id}"]`);
      if (lines.length) this.#changed.add(id);
      else this.#elsewhere.add(id);
      for (const line of lines) count(line, posts - 1);
    }
    if (this.#changed.size) this.#later();
    this.#sayMore();
  }

  #sayMore() {
    if (!this.#more || !this.#elsewhere.size) return;
    const n = this.#elsewhere.size;
    this.#more.hidden = false;
    this.#more.querySelector("[data-words]").textContent = n === 1 ? "News in 1 more thread" : `News in ${n} more threads`;
  }

  #later() {
    if (this.#timer || document.hidden) return;
    this.#timer = setTimeout(() => this.#fetch(), FETCH_MS + SPREAD_MS * Math.random());
  }

  async #fetch() {
    this.#timer = 0;
    this.#changed.clear();
    try {
      const page = await fetchPage(location.href);
      holdStill(() => this.#lay(page));
      if (this.dataset.state === "polling") this.#notice(page);
    } catch {
      // the counts stand; the next hint asks again
    }
  }

  // lay changes lines where they are: nothing moves under the hand that reaches for it.
  #lay(page) {
    for (const line of this.querySelectorAll("[data-thread]")) {
      const kind = `${line.tagName}.${line.classList[0]}[data-thread="${line.dataset.thread}"]`;
      const now = page.querySelector(kind);
      if (!now || same(line, now) || line.contains(document.activeElement) || line.matches(":hover")) continue;
      line.replaceChildren(...document.importNode(now, true).childNodes);
      refresh(line);
    }
  }

  // notice finds what is new by the page itself, where no hint tells of it.
  #notice(page) {
    for (const { dataset } of page.querySelectorAll("live-list [data-thread]")) {
      if (!this.querySelector(`[data-thread="${dataset.thread}"]`)) this.#elsewhere.add(Number(dataset.thread));
    }
    this.#sayMore();
  }

  async #showMore(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const page = await fetchPage(location.href);
      const lines = document.importNode(page.querySelector("live-list .lines"), true);
      this.querySelector(".lines").replaceWith(lines);
      refresh(lines);
      this.#elsewhere.clear();
      this.#more.hidden = true;
      lines.querySelector("[data-stop-link]")?.focus();
    } catch {
      location.reload();
    }
  }
}

function count(line, replies) {
  const number = line.querySelector("[data-replies]");
  if (!number || replies < 0) return;
  number.textContent = replies.toLocaleString("en");
  const noun = number.nextElementSibling;
  if (noun?.dataset.one) noun.textContent = replies === 1 ? noun.dataset.one : noun.dataset.many;
}

customElements.define("live-list", LiveList);
