// <post-composer> enhances its text field: a preview equal to the saved
// result, a draft kept on the server while typing, Ctrl+Enter to send.
const AUTOSAVE_MS = 2500;

class PostComposer extends HTMLElement {
  #stop = new AbortController();
  #timer = 0;
  #kept = "";

  connectedCallback() {
    this.#stop = new AbortController();
    const options = { signal: this.#stop.signal };
    this.#kept = this.#words();
    for (const button of this.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => this.#show(button.dataset.view), options);
    }
    this.field.addEventListener("keydown", (event) => this.#sendByKey(event), options);
    this.form.addEventListener("input", () => this.#later(), options);
    this.form.addEventListener("submit", () => this.#sent(), options);
    document.addEventListener("submit", (event) => this.#heldBack(event), options);
    document.addEventListener("visibilitychange", () => document.hidden && this.#keep(true), options);
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  // begin empties the composer for the next text, which is another draft.
  begin(key) {
    clearTimeout(this.#timer);
    this.field.value = "";
    this.form.elements.draft_key.value = key;
    this.form.elements.draft_version.value = "0";
    this.#kept = this.#words();
    this.#say("");
    if (!this.querySelector("[data-result]").hidden) this.#show("write");
  }

  get field() {
    return this.querySelector("textarea") ?? this.querySelector("input:not([type=hidden], [type=radio], [type=checkbox])");
  }

  get form() {
    return this.closest("form");
  }

  #words() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  #sendByKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  async #show(view) {
    const preview = view === "preview";
    for (const button of this.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    const result = this.querySelector("[data-result]");
    result.hidden = !preview;
    this.querySelector("text-expander").hidden = preview;
    if (!preview) {
      this.field.focus();
      return;
    }
    result.textContent = "Drawing the preview…";
    const answer = await this.#post(this.dataset.preview);
    if (answer?.ok) result.innerHTML = await answer.text();
    else result.textContent = "The preview cannot be drawn just now. Your text is safe here.";
  }

  #later() {
    if (!this.dataset.drafts) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), AUTOSAVE_MS);
  }

  async #keep(leaving = false) {
    clearTimeout(this.#timer);
    const words = this.#words();
    if (!this.dataset.drafts || words === this.#kept || (!this.field.value.trim() && !this.#kept)) return;
    const answer = await this.#post(this.dataset.drafts, leaving);
    if (answer?.ok) {
      this.form.elements.draft_version.value = (await answer.json()).version;
      this.#kept = this.#wordsWith(words);
      this.#say("Draft kept");
    } else if (answer?.status === 409) {
      this.#elsewhere(await answer.json());
    } else {
      this.#say("The draft could not be kept; what you typed is still here");
    }
  }

  // What was sent, as the form says it after its draft's version went up.
  #wordsWith(words) {
    const kept = new URLSearchParams(words);
    kept.set("draft_version", this.form.elements.draft_version.value);
    return kept.toString();
  }

  // Another device kept another text under this draft: nothing is saved over it unseen.
  #elsewhere({ href }) {
    this.#say("Another device changed this draft. ");
    const other = Object.assign(document.createElement("a"), { href, target: "_blank", textContent: "Look at it" });
    this.querySelector("[data-status]").append(other);
  }

  #sent() {
    clearTimeout(this.#timer);
    this.#kept = this.#words(); // posting keeps it better than a draft would
  }

  // A question came between: "Remove?" What was typed is not on its way yet.
  #heldBack(event) {
    if (event.target !== this.form || !event.defaultPrevented || !this.classList.contains("keeping")) return;
    this.#kept = "";
    this.#later();
  }

  async #post(address, keepalive = false) {
    try {
      return await fetch(address, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { "X-Requested-With": "fetch" },
        keepalive,
      });
    } catch {
      return null;
    }
  }

  #say(words) {
    this.querySelector("[data-status]").textContent = words;
  }
}

customElements.define("post-composer", PostComposer);
