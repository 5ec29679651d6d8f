// <alike-suggestions> shows, while the title of a suggestion is typed, those
// that may ask for the same. Its buttons send the composer's own form, so
// nothing typed is lost. Once they were shown here, the form asks no more.
const PAUSE_MS = 450;
const LEAST_LETTERS = 8;

class AlikeSuggestions extends HTMLElement {
  #form;
  #timer;
  #asked = "";
  #asking;

  connectedCallback() {
    this.#form = this.closest("form");
    this.#form?.addEventListener("input", this.#typed);
    if (this.#title.length >= LEAST_LETTERS) this.#look();
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("input", this.#typed);
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  get #title() {
    return this.#form?.elements.title?.value.trim() ?? "";
  }

  #typed = (event) => {
    if (event.target.name !== "title") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  };

  async #look() {
    const title = this.#title;
    if (title === this.#asked) return;
    this.#asked = title;
    this.#asking?.abort();
    if (title.length < LEAST_LETTERS) return this.#show("");
    this.#asking = new AbortController();
    try {
      const response = await fetch(`${this.dataset.source}?title=${encodeURIComponent(title)}`, { signal: this.#asking.signal });
      if (response.ok) this.#show(response.status === 204 ? "" : await response.text());
    } catch {
      this.#asked = ""; // asked again at the next letter
    }
  }

  #show(html) {
    const found = this.querySelector("[data-found]");
    const section = this.querySelector("section");
    const before = found.childElementCount;
    found.innerHTML = html;
    section.hidden = html === "";
    const n = found.querySelectorAll("li").length;
    if (n > 0) this.#form.elements.alike.value = "seen";
    if (n > 0 && before === 0) this.querySelector("[data-status]").textContent = n === 1 ? "One suggestion may ask for the same." : `${n} suggestions may ask for the same.`;
  }
}

customElements.define("alike-suggestions", AlikeSuggestions);
