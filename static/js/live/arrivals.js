// Replies that have come while the page was open. They are added where the
// reader is at the end of the thread, or comes there; else a button says how
// many there are, and nothing that is being read moves.
import { announce } from "../announce.js";
import { change, holdStill, insert, isGone, numberOf, postAt, prepare, take } from "./posts.js";

const ANNOUNCE_MS = 8_000;

export class Arrivals {
  #waiting = new Map(); // by number
  #list;
  #button;
  #end;
  #thread;
  #arrive;
  #observer;
  #title = document.title;
  #unsaid = 0;
  #timer = 0;

  constructor(thread) {
    this.#list = thread.querySelector("[data-posts]");
    this.#button = thread.querySelector("[data-live-new]");
    this.#end = thread.querySelector("[data-people]");
    this.#arrive = () => this.#last && this.#waiting.size && this.#atEnd() && this.#place();
    this.#observer = new IntersectionObserver(this.#arrive);
    this.#observer.observe(this.#end);
    document.addEventListener("visibilitychange", this.#arrive);
    this.#thread = thread;
  }

  // last reports whether this page ends the thread.
  get #last() {
    return this.#thread.last;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    document.removeEventListener("visibilitychange", this.#arrive);
  }

  // retitled is called when the page's title is another.
  retitled(title) {
    this.#title = title;
    this.#show();
  }

  // add takes a reply that is not on the page. Telling again changes nothing.
  add(article) {
    const waits = this.#waiting.has(numberOf(article));
    this.#waiting.set(numberOf(article), article);
    if (!waits && !isGone(article)) this.#say();
    if (this.#last && this.#atEnd()) this.#place();
    else this.#show();
  }

  // update changes a reply that waits, and reports whether it does.
  update(article) {
    if (!this.#waiting.has(numberOf(article))) return false;
    this.#waiting.set(numberOf(article), article);
    this.#show();
    return true;
  }

  // open adds all that wait, and leads to the first.
  open(event) {
    if (!this.#last || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const first = Math.min(...this.#waiting.keys());
    this.#place();
    const post = postAt(first);
    if (!post) return;
    take(post);
    post.scrollIntoView({ block: "start" });
  }

  // reveal adds all that wait, where the viewer's own words come after them.
  reveal() {
    this.#place();
  }

  #atEnd() {
    const { top } = this.#end.getBoundingClientRect();
    return !document.hidden && top >= 0 && top <= innerHeight;
  }

  #place() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    holdStill(() => {
      for (const article of waiting) {
        const known = postAt(numberOf(article));
        if (known) change(known, article);
        else insert(prepare(article), this.#list);
        article.dataset.fresh = "";
      }
    });
    this.#show();
  }

  #show() {
    const shown = [...this.#waiting.values()].filter((article) => !isGone(article));
    this.#button.hidden = shown.length === 0;
    document.title = shown.length ? `(${shown.length}) ${this.#title}` : this.#title;
    if (!shown.length) return;
    const first = shown.reduce((one, other) => (numberOf(one) < numberOf(other) ? one : other));
    this.#button.href = this.#last ? `#${first.id}` : `/posts/${first.dataset.post}`;
    this.#button.querySelector("[data-words]").textContent = counted(shown.length);
  }

  // Many replies in a short time are said once.
  #say() {
    this.#unsaid++;
    if (this.#timer) return;
    const say = () => {
      this.#timer = 0;
      if (!this.#unsaid) return;
      announce(counted(this.#unsaid));
      this.#unsaid = 0;
      this.#timer = setTimeout(say, ANNOUNCE_MS);
    };
    say();
  }
}

const counted = (n) => (n === 1 ? "1 new reply" : `${n.toLocaleString("en")} new replies`);
