// Pictures in a text: picked, dropped or pasted, sent one after another while
// writing goes on, each with its progress and the words for who cannot see it.
// A text is changed only where the picture's own line stands.
const ADDRESS = "/uploads";
const SMALLEST = "480.webp"; // every picture has it

class SentPictures extends HTMLElement {
  #stop;
  #waiting = [];
  #sending = null;

  connectedCallback() {
    this.#stop = new AbortController();
    const options = { signal: this.#stop.signal };
    const box = this.closest("post-composer");
    const pick = box.querySelector("input[data-pictures]");
    box.querySelector("[data-add-pictures]").addEventListener("click", () => pick.click(), options);
    pick.addEventListener("change", () => {
      this.#take(pick.files);
      pick.value = "";
    }, options);
    this.#field.addEventListener("paste", (event) => this.#given(event, event.clipboardData), options);
    this.#field.addEventListener("drop", (event) => this.#given(event, event.dataTransfer), options);
    this.#field.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault(), options);
    this.#form.addEventListener("submit", (event) => this.#hold(event), { ...options, capture: true });
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#sending?.abort();
  }

  get #field() {
    return this.closest("post-composer").querySelector("textarea");
  }

  get #form() {
    return this.closest("form");
  }

  #given(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    this.#take(data.files);
  }

  #take(files) {
    for (const file of files) {
      const item = this.#item(file);
      this.append(item);
      if (file.size > this.dataset.most) this.#refuse(item, file);
      else this.#waiting.push({ file, item });
    }
    this.#next();
  }

  // A file that is too large is not sent for nothing. The words come with the page, as those of the server do.
  #refuse(item, file) {
    item.dataset.state = "refused";
    item.querySelector("[data-again]").hidden = true;
    this.#say(item, `${file.name || "Picture"}: ${this.dataset.tooLarge}`);
  }

  #item(file) {
    const item = this.firstElementChild.content.firstElementChild.cloneNode(true);
    item.querySelector("[data-name]").textContent = file.name || "Picture";
    item.querySelector("[data-out]").addEventListener("click", () => this.#leaveOut(item));
    item.querySelector("[data-again]").addEventListener("click", () => {
      this.#say(item, "Waiting");
      item.dataset.state = "waiting";
      this.#waiting.push({ file, item });
      this.#next();
    });
    for (const words of item.querySelectorAll("[data-alt], [data-caption]")) words.addEventListener("input", () => this.#describe(item));
    for (const told of item.querySelectorAll("[data-told]")) told.addEventListener("change", () => this.#tell(item));
    for (const turn of item.querySelectorAll("[data-turn]")) {
      turn.addEventListener("click", () => this.#move(item, Number(turn.dataset.turn), turn));
    }
    return item;
  }

  async #next() {
    if (this.#sending || this.#waiting.length === 0) return;
    const { file, item } = this.#waiting.shift();
    if (item.isConnected) await this.#send(file, item);
    this.#next();
  }

  #send(file, item) {
    const request = (this.#sending = new XMLHttpRequest());
    const body = new FormData();
    body.append("file", file, file.name || "picture");
    item.dataset.state = "sending";
    const bar = item.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded / event.total;
      this.#say(item, event.loaded < event.total ? `${Math.round(bar.value * 100)} % sent` : "Preparing");
    });
    return new Promise((done) => {
      request.addEventListener("loadend", () => {
        this.#sending = null;
        this.#answered(request, item);
        done();
      });
      request.open("POST", ADDRESS);
      request.setRequestHeader("X-Requested-With", "fetch");
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
    });
  }

  #answered(request, item) {
    if (!item.isConnected) return;
    const told = (request.getResponseHeader("Content-Type") ?? "").startsWith("application/json");
    const answer = told ? JSON.parse(request.responseText) : { message: request.responseText };
    if (request.status === 201) {
      item.dataset.state = "sent";
      item.dataset.href = answer.href;
      item.querySelector("img").src = `${answer.href}/${SMALLEST}`;
      this.#offer(item, answer);
      this.#insert(item);
      this.#say(item, "In your text");
      return;
    }
    item.dataset.state = "refused";
    this.#say(item, answer.message || "It did not arrive. Your text is safe; try again.");
  }

  // The line goes where the caret is, on lines of its own.
  #insert(item) {
    const field = this.#field;
    const at = field.selectionEnd;
    const before = field.value.slice(0, at);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    this.#replace(at, at, `${gap}${this.#line(item)}\n\n`);
    field.selectionStart = field.selectionEnd = at + gap.length + this.#line(item).length + 2;
  }

  #line(item, shape = "") {
    const words = item.querySelector("[data-alt]").value.replace(/[[\]\\]/g, " ").trim();
    const caption = item.querySelector("[data-caption]").value.replace(/\\/g, " ").replace(/"/g, "”").trim();
    return `![${words}](${item.dataset.href}${shape}${caption && ` "${caption}"`})`;
  }

  #find(item) {
    const found = new RegExp(`!\\[[^\\]]*\\]\\(${item.dataset.href}(#[a-z]+)?( "[^"]*")?\\)`).exec(this.#field.value);
    if (!found) return null;
    item.dataset.shape = found[1] ?? "";
    return [found.index, found.index + found[0].length];
  }

  // What the camera noted is shown to nobody before its author has seen it here.
  #offer(item, answer) {
    const more = item.querySelector("[data-more]");
    more.hidden = false;
    for (const told of more.querySelectorAll("[data-told]")) {
      if (answer[told.dataset.name]) told.value = answer[told.dataset.name];
    }
  }

  async #tell(item) {
    const words = new URLSearchParams({ alt: item.querySelector("[data-alt]").value, caption: item.querySelector("[data-caption]").value });
    for (const told of item.querySelectorAll("[data-told]")) words.set(told.dataset.name, told.value);
    const answer = await fetch(`${item.dataset.href}/words`, { method: "POST", body: words, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    this.#say(item, answer?.ok ? "Kept with the picture" : "That was not kept. Try again.");
  }

  // Two pictures change places, in the list and in the text.
  #move(item, by, button) {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other?.matches?.(".sent-picture")) return;
    const [mine, theirs] = [this.#find(item), this.#find(other)];
    if (mine && theirs) {
      const text = (place) => this.#field.value.slice(...place);
      const [first, last] = mine[0] < theirs[0] ? [mine, theirs] : [theirs, mine];
      const [a, b] = [text(first), text(last)];
      this.#replace(...last, a);
      this.#replace(...first, b);
    }
    if (by < 0) other.before(item);
    else other.after(item);
    button.focus();
    this.#say(item, by < 0 ? "Further up" : "Further down");
  }

  #describe(item) {
    const place = item.dataset.href && this.#find(item);
    if (place) this.#replace(...place, this.#line(item, item.dataset.shape));
  }

  #leaveOut(item) {
    const place = item.dataset.href && this.#find(item);
    if (place) this.#replace(...place, "");
    item.remove();
    this.#field.focus();
  }

  #replace(from, to, words) {
    const field = this.#field;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    field.setRangeText(words, from, to, "preserve");
    if (document.activeElement !== field) [field.selectionStart, field.selectionEnd] = [start, end];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #say(item, words) {
    item.querySelector("[data-status]").textContent = words;
  }

  // A text is not sent while its pictures are on their way.
  #hold(event) {
    if (!this.querySelector('[data-state="sending"], [data-state="waiting"]')) {
      queueMicrotask(() => event.defaultPrevented && this.#clear());
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const status = this.closest("post-composer").querySelector("p[data-status]");
    status.textContent = "Your pictures are still on their way. Send it when they are there.";
  }

  #clear() {
    for (const item of this.querySelectorAll('[data-state="sent"]')) item.remove();
  }
}

customElements.define("sent-pictures", SentPictures);
