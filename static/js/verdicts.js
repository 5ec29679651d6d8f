// <case-verdicts> decides by one key: a verdict fills in the saved reason that
// fits, sends what needs nothing more, leads to the sentence where one is
// needed, and asks before anything is taken away. The form is whole without it.
class CaseVerdicts extends HTMLElement {
  #form;
  #dialog;
  #agreed = false;

  connectedCallback() {
    this.#form = this.querySelector("form[data-answer]");
    this.#dialog = this.querySelector("[data-sure-dialog]");
    this.addEventListener("click", this);
    this.addEventListener("change", this);
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    for (const kind of ["click", "change", "submit"]) this.removeEventListener(kind, this);
  }

  handleEvent(event) {
    const verdict = event.target.closest("[data-verdict]");
    if (event.type === "submit" && event.target === this.#form) this.#ask(event);
    else if (event.type === "change" && event.target.name === "saved") this.#fill(event.target.selectedOptions[0]);
    else if (event.type !== "click") return;
    else if (verdict) this.#decide(verdict);
    else if (event.target.closest("[data-sure-yes]")) this.#yes();
    else if (event.target.closest("[data-sure-other]")) this.#back(this.#saved() ?? this.#words());
    else if (event.target.closest("[data-sure-no]")) this.#back(this.querySelector("[data-verdict]"));
  }

  #words() {
    return this.#form.elements.words;
  }

  #saved() {
    return this.#form.elements.saved;
  }

  #button() {
    const chosen = this.#form.querySelector('[name="do"]:checked')?.value;
    return [...this.querySelectorAll("[data-verdict]")].find((one) => one.dataset.verdict === chosen);
  }

  #decide(verdict) {
    this.#form.querySelector(`[name="do"][value="${verdict.dataset.verdict}"]`).checked = true;
    this.#suggest(verdict.dataset.fits);
    if (!("bare" in verdict.dataset) && !this.#words().value.trim()) this.#words().focus();
    else this.#form.requestSubmit();
  }

  // suggest takes the saved reason of the rule that is chosen already, else the first that fits.
  #suggest(fits) {
    const saved = this.#saved();
    if (!fits || !saved) return;
    const before = saved.selectedOptions[0];
    if (before?.dataset.fits === fits) return;
    if (this.#words().value.trim() && this.#words().value !== before?.dataset.words) return;
    const fitting = [...saved.options].filter((one) => one.dataset.fits === fits);
    const rule = this.#form.elements.rule?.value;
    const best = fitting.find((one) => one.dataset.rule === rule) ?? fitting[0];
    if (!best) return;
    best.selected = true;
    this.#fill(best);
  }

  #fill(option) {
    if (!option?.dataset.words) return;
    this.#words().value = option.dataset.words;
    if (this.#form.elements.rule) this.#form.elements.rule.value = option.dataset.rule;
  }

  #ask(event) {
    const verdict = this.#button();
    if (this.#agreed || !verdict || !("sure" in verdict.dataset) || !this.#words().value.trim()) return;
    event.preventDefault();
    const rule = this.#form.elements.rule;
    this.#dialog.querySelector("[data-sure-title]").textContent = `${verdict.dataset.name}?`;
    this.#dialog.querySelector("[data-sure-rule]").textContent = rule?.value ? rule.selectedOptions[0].textContent : "";
    this.#dialog.querySelector("[data-sure-words]").textContent = this.#words().value;
    this.#dialog.showModal();
    this.#dialog.querySelector("[data-sure-yes]").focus();
  }

  #yes() {
    this.#agreed = true;
    this.#dialog.close();
    this.#form.requestSubmit();
  }

  #back(field) {
    this.#dialog.close();
    field.focus();
  }
}

customElements.define("case-verdicts", CaseVerdicts);
