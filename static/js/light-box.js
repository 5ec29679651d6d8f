// The pictures of a page, large, one after the other: arrows, Escape, or a
// swipe. Without it each picture leads to a page of its own.
const PICTURES = ":is(.prose, .justified) a.picture[href^='/uploads/']";
const SWIPE_PX = 48;

class LightBox extends HTMLElement {
  #stop;
  #links = [];
  #at = 0;
  #began = null;
  #large = new Image();

  connectedCallback() {
    this.#stop = new AbortController();
    this.querySelector("[data-stage]").prepend(this.#large);
    const options = { signal: this.#stop.signal };
    document.addEventListener("click", (event) => this.#open(event), options);
    this.#dialog.addEventListener("keydown", (event) => this.#key(event), options);
    this.#dialog.addEventListener("close", () => this.#links[this.#at]?.focus(), options);
    this.#dialog.addEventListener("click", (event) => this.#click(event), options);
    const stage = this.querySelector("[data-stage]");
    stage.addEventListener("pointerdown", (event) => (this.#began = event.clientX), options);
    stage.addEventListener("pointerup", (event) => this.#swiped(event), options);
    stage.addEventListener("dragstart", (event) => event.preventDefault(), options);
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  #open(event) {
    const link = event.target.closest?.(PICTURES);
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#links = [...document.querySelectorAll(PICTURES)];
    this.#dialog.showModal();
    this.#show(this.#links.indexOf(link));
  }

  #click(event) {
    const turn = event.target.closest("[data-turn]");
    if (turn) this.#turn(Number(turn.dataset.turn));
    else if (event.target === this.#dialog || event.target.closest("[data-close]")) this.#dialog.close();
  }

  #key(event) {
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!turn) return;
    event.preventDefault();
    this.#turn(getComputedStyle(this).direction === "rtl" ? -turn : turn);
  }

  #swiped(event) {
    const moved = event.clientX - (this.#began ?? event.clientX);
    this.#began = null;
    if (Math.abs(moved) >= SWIPE_PX) this.#turn(moved < 0 ? 1 : -1);
  }

  #turn(by) {
    const to = this.#at + by;
    if (to >= 0 && to < this.#links.length) this.#show(to);
  }

  #show(at) {
    this.#at = at;
    const link = this.#links[at];
    const [small, large] = [link.querySelector("img"), this.#large];
    large.removeAttribute("srcset");
    large.sizes = "100vw";
    large.width = small.getAttribute("width");
    large.height = small.getAttribute("height");
    large.alt = small.alt;
    large.src = small.getAttribute("src");
    large.srcset = link.querySelector("source")?.srcset ?? "";
    this.querySelector("[data-words]").textContent = link.closest("figure")?.querySelector("figcaption")?.textContent.trim() ?? "";
    this.querySelector("[data-count]").textContent = `Picture ${at + 1} of ${this.#links.length}`;
    this.querySelector('[data-turn="-1"]').disabled = at === 0;
    this.querySelector('[data-turn="1"]').disabled = at === this.#links.length - 1;
  }
}

customElements.define("light-box", LightBox);
