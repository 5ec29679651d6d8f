// <answering-here> stands around the form of an answer. It tells the others that
// somebody is at it, while they are, and says which colleague is. It locks
// nothing: whoever sends second sees both texts.
import { listen } from "./connection.js";

const TELL_MS = 4_000; // what is told of somebody holds for 6 s
const IDLE_MS = 120_000; // words that stand there untouched are nobody answering

class AnsweringHere extends HTMLElement {
  #stop;
  #channel;
  #timer = 0;
  #typed = 0;

  connectedCallback() {
    this.#stop = new AbortController();
    const options = { signal: this.#stop.signal };
    this.#channel = listen(`thread:${this.dataset.thread}`, {
      event() {},
      presence: ({ answering = [] }) => this.#show(answering),
      state: (state) => state !== "live" && this.#show([]),
      refused: () => this.#show([]),
    });
    this.addEventListener("input", ({ target }) => target.matches("textarea") && this.#type(), options);
    this.addEventListener("submit", () => clearTimeout(this.#timer), options);
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#channel.close();
    clearTimeout(this.#timer);
  }

  #type() {
    this.#typed = Date.now();
    if (!this.#timer) this.#tell();
  }

  #tell() {
    this.#timer = 0;
    const words = this.querySelector("textarea").value.trim();
    if (!words || Date.now() - this.#typed > IDLE_MS) return;
    this.#channel.typing();
    this.#timer = setTimeout(() => this.#tell(), TELL_MS);
  }

  #show(answering) {
    const others = answering.filter(({ handle }) => handle !== this.dataset.viewer).map(({ name }) => name);
    const line = this.querySelector("[data-answering]");
    const words = others.length
      ? `${others.join(" and ")} ${others.length === 1 ? "is" : "are"} answering this now. Whoever sends second sees both texts; nothing is lost.`
      : "";
    if (line.textContent !== words) line.textContent = words;
  }
}

customElements.define("answering-here", AnsweringHere);
