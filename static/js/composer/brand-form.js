// The sample beside the form of the look follows what is typed, a moment
// later. The server draws it, as it does for the button without scripts.
const PAUSE_MS = 250;

class BrandForm extends HTMLElement {
  #stop;
  #timer;
  #sheet;
  #asked = 0;

  connectedCallback() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#pick.hidden = false;
    this.#mirror();
    this.addEventListener("input", (event) => this.#typed(event), { signal });
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#sheet?.remove();
  }

  get #pick() {
    return this.querySelector("[data-pick]");
  }

  get #accent() {
    return this.querySelector('[name="accent"]');
  }

  #typed(event) {
    if (event.target === this.#pick) {
      this.#accent.value = this.#pick.value;
    } else {
      this.#mirror();
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#try(), PAUSE_MS);
  }

  #mirror() {
    const typed = this.#accent.value.trim();
    if (/^#[0-9a-f]{6}$/i.test(typed)) this.#pick.value = typed.toLowerCase();
  }

  async #try() {
    const asked = ++this.#asked;
    const form = this.querySelector("form");
    const body = new URLSearchParams(new FormData(form));
    body.set("do", "try");
    try {
      const response = await fetch(form.action, { method: "POST", body, signal: this.#stop.signal });
      if (!response.ok) return; // half a word, half a colour: the sample waits for the rest
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector("[data-sample]");
      if (asked !== this.#asked || !fresh) return;
      this.#show(document.adoptNode(fresh));
    } catch {
      // the button without scripts is still there
    }
  }

  // The new sheet is there before the old sample goes, so that nothing flashes.
  #show(fresh) {
    const sheet = fresh.querySelector("[data-sample-sheet]").cloneNode();
    sheet.addEventListener("load", () => this.querySelector("[data-sample]").replaceWith(fresh), { once: true });
    this.#sheet?.remove();
    this.#sheet = sheet;
    document.head.append(sheet);
  }
}

customElements.define("brand-form", BrandForm);
