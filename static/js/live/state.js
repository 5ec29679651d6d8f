// Says when the page is not live. A short break says nothing.
const PATIENCE_MS = 5_000;
const WORDS = {
  offline: "You are offline. What is new will be here when you are back.",
  trying: "Not connected. Trying again…",
  polling: "", // a little later than live, and complete
  live: "",
};

export class State {
  #element;
  #timer = 0;
  #ended = false;

  constructor(thread) {
    this.#element = thread.querySelector("[data-live-state]");
  }

  get ended() {
    return this.#ended;
  }

  become(state) {
    this.#element.dataset.state = state;
    clearTimeout(this.#timer);
    if (this.#ended) return;
    if (WORDS[state]) this.#timer = setTimeout(() => this.#say(WORDS[state]), PATIENCE_MS);
    else this.#say("");
  }

  // end says for good why nothing comes any more.
  end(words, link) {
    this.stop();
    this.#ended = true;
    this.#say(words);
    if (link) this.#element.append(" ", Object.assign(document.createElement("a"), link));
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #say(words) {
    this.#element.textContent = words;
    this.#element.hidden = !words;
  }
}
