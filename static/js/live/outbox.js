// Replies that are not known to have arrived, kept in this browser for whoever
// wrote them. The server knows a reply's key for a day: after half of that it
// is not sent again by itself.
const KEEP_MS = 12 * 3600_000;

export class Outbox {
  #name;
  #kept = []; // where the browser keeps nothing, for as long as the page lasts

  constructor(viewer, thread) {
    this.#name = `replies:${viewer}:${thread}`;
    this.#read();
  }

  replies() {
    return this.#kept.filter(({ at }) => Date.now() - at < KEEP_MS);
  }

  add(reply) {
    this.#read();
    this.#kept.push(reply);
    this.#write();
  }

  drop(key) {
    this.#read();
    const index = this.#kept.findIndex(({ fields }) => new Map(fields).get("draft_key") === key);
    const [dropped] = index < 0 ? [] : this.#kept.splice(index, 1);
    this.#write();
    return dropped;
  }

  #read() {
    try {
      this.#kept = JSON.parse(localStorage.getItem(this.#name)) ?? this.#kept;
    } catch {
      // as above
    }
  }

  #write() {
    try {
      if (this.#kept.length) localStorage.setItem(this.#name, JSON.stringify(this.#kept));
      else localStorage.removeItem(this.#name);
    } catch {
      // as above
    }
  }
}
