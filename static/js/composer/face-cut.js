// The part of a picture that becomes a face, shown as the sliders move.
class FaceCut extends HTMLElement {
  #stop;

  connectedCallback() {
    this.#stop = new AbortController();
    this.#part.hidden = false;
    this.addEventListener("input", () => this.#show(), { signal: this.#stop.signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  get #part() {
    return this.querySelector("[data-part]");
  }

  #percent(name) {
    return Number(this.querySelector(`[name="${name}"]`).value) / 100;
  }

  // As models.Crop cuts: the square stays inside the picture wherever its middle is.
  #show() {
    const whole = this.querySelector(".face-cut__whole");
    const [width, height] = [Number(whole.getAttribute("width")), Number(whole.getAttribute("height"))];
    const side = Math.min(width, height) * this.#percent("span");
    const at = (middle, length) => Math.min(Math.max(length * middle - side / 2, 0), length - side);
    const scale = this.#part.clientWidth / side;
    const image = this.#part.querySelector("img");
    image.style.width = `${width * scale}px`;
    image.style.height = `${height * scale}px`;
    image.style.translate = `${-at(this.#percent("x"), width) * scale}px ${-at(this.#percent("y"), height) * scale}px`;
  }
}

customElements.define("face-cut", FaceCut);
