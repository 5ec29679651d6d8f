// <live-inbox> keeps the console's lists as they are: the figures, and the lines
// in their places. What is new waits behind a button, what has left the list
// stays and says so, and an open item that somebody changed says so too: nothing
// moves under the hand, and nothing that is typed is touched.
import { announce, ready } from "../announce.js";
import { refresh } from "../relative-time.js";
import { listen } from "./connection.js";
import { fetchPage } from "./page.js";
import { holdStill, same } from "./posts.js";

const SPREAD_MS = 1_500;

const keyOf = (line) => line.querySelector("[data-stop-link]")?.getAttribute("href");

class LiveInbox extends HTMLElement {
  #channel;
  #timer = 0;
  #fresh = null; // the list as the server has it, while the page's is another

  connectedCallback() {
    ready();
    this.#channel = listen("console", {
      since: Number(this.dataset.seq),
      event: () => this.#later(),
      resync: () => this.#fetch(),
      state: (state) => (this.dataset.state = state),
      refused: () => this.#later(),
    });
    this.addEventListener("click", (event) => event.target.closest("[data-live-new]") && this.#open(event));
  }

  disconnectedCallback() {
    this.#channel.close();
    clearTimeout(this.#timer);
  }

  #later() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#fetch().catch(() => {}); // the next change asks again
    }, SPREAD_MS * (0.2 + 0.8 * Math.random()));
  }

  async #fetch() {
    const page = await fetchPage(location.href);
    const now = page.querySelector("live-inbox");
    if (!now) throw new Error("the page has no inbox");
    holdStill(() => {
      this.#count(now);
      this.#lay(now);
    });
    this.#changed(now);
    return Number(now.dataset.seq);
  }

  #count(now) {
    for (const queue of this.querySelectorAll("[data-queue]")) {
      const count = queue.querySelector("[data-count]");
      const other = now.querySelector(`[data-queue="${queue.dataset.queue}"] [data-count]`);
      if (!other || same(count, other)) continue;
      count.className = other.className;
      count.textContent = other.textContent;
    }
  }

  #lay(now) {
    const lines = new Map([...now.querySelectorAll("[data-list] [data-stop]")].map((line) => [keyOf(line), line]));
    for (const line of this.querySelectorAll("[data-list] [data-stop]")) {
      const other = lines.get(keyOf(line));
      lines.delete(keyOf(line));
      if (!other) leave(line);
      else if (!same(line, other)) exchange(line, other);
    }
    this.#fresh = now.querySelector("[data-list]");
    this.#offer(lines.size);
  }

  #offer(n) {
    const button = this.querySelector("[data-live-new]");
    const words = n === 1 ? "1 new in this list" : `${n} new in this list`;
    if (n && (button.hidden || button.textContent.trim() !== words)) announce(words);
    button.hidden = n === 0;
    button.querySelector("[data-words]").textContent = words;
  }

  // open puts the list in place of the one that stands, and leads to the first that is new.
  #open(event) {
    if (!this.#fresh || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const before = new Set([...this.querySelectorAll("[data-list] [data-stop]")].map(keyOf));
    const list = document.importNode(this.#fresh, true);
    this.querySelector("[data-list]").replaceWith(list);
    refresh(list);
    [...list.querySelectorAll("[data-stop]")].find((line) => !before.has(keyOf(line)))?.querySelector("[data-stop-link]").focus();
  }

  // changed says above an open item that it is another by now. What is typed below it stays.
  #changed(now) {
    const open = this.querySelector("[data-suggestion], [data-opened]");
    const other = now.querySelector("[data-suggestion], [data-opened]");
    const notice = this.querySelector("[data-live-changed]");
    if (!open || !notice || !notice.hidden || (other && other.dataset.version === open.dataset.version)) return;
    notice.hidden = false;
    announce("This has changed since you opened it");
  }
}

// leave says of a line that it belongs here no more. It keeps its place and its words.
function leave(line) {
  line.dataset.gone = "";
  line.querySelector("[data-stop-link]").setAttribute("aria-description", "No longer in this list");
}

// exchange changes what a line says; the keyboard stays on its link.
function exchange(line, now) {
  const focused = line.contains(document.activeElement);
  const chosen = line.querySelector('input[type="checkbox"]')?.checked;
  delete line.dataset.gone;
  line.className = now.className;
  line.replaceChildren(...document.importNode(now, true).childNodes);
  if (chosen) line.querySelector('input[type="checkbox"]').checked = true;
  refresh(line);
  if (focused) line.querySelector("[data-stop-link]").focus({ preventScroll: true });
}

customElements.define("live-inbox", LiveInbox);
