// <live-thread> keeps the page of a thread as the thread is: see connection.js
// for how events come, posts.js for how they change the page.
import { ready } from "../announce.js";
import { dress } from "../reactions.js";
import { watch } from "../read-position.js";
import { refresh } from "../relative-time.js";
import { Arrivals } from "./arrivals.js";
import { listen } from "./connection.js";
import { authorOf } from "./own-tools.js";
import { fetchPage, lay } from "./page.js";
import { People } from "./people.js";
import { change, holdStill, insert, isGone, numberOf, parse, postAt, prepare } from "./posts.js";
import { Replies } from "./replies.js";
import { State } from "./state.js";

const SPREAD_MS = 1_500; // all who read a thread do not fetch its page at the same moment,
const SPREAD_PER_READER_MS = 20; // and a crowd's pages take their time: fifty a second
const SPREAD_MOST_MS = 15_000;
const AGAIN_MS = 10_000;
const PAGES_AT_ONCE = 3;
const POSTS_PER_PAGE = 20;

class LiveThread extends HTMLElement {
  #stop;
  #channel;
  #arrivals;
  #people;
  #state;
  #replies;
  #fetching = null;
  #timer = 0;
  #counted = 0; // the last post that the head's figure counts

  connectedCallback() {
    this.#stop = new AbortController();
    const options = { signal: this.#stop.signal };
    ready();
    this.#counted = Number(this.dataset.number);
    this.#arrivals = new Arrivals(this);
    this.#people = new People(this);
    this.#state = new State(this);
    this.#channel = listen(`thread:${this.dataset.thread}`, {
      since: Number(this.dataset.seq),
      event: (event) => this.#happened(event),
      presence: (presence) => this.#people.show(presence),
      resync: () => this.#fetch(),
      refused: () => this.#refused(),
      signedOut: () => this.#later(),
      state: (state) => this.#became(state),
    });
    this.#replies = new Replies(this, (html) => this.#confirmed(html));
    this.querySelector("[data-live-new]").addEventListener("click", (event) => this.#arrivals.open(event), options);
    this.addEventListener("input", ({ target }) => this.#typed(target), options);
    this.addEventListener("drawn", ({ target }) => redress(target), options);
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#channel.close();
    this.#arrivals.stop();
    this.#people.stop();
    this.#state.stop();
    this.#replies.stop();
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  // last reports whether this page ends the thread: new replies belong on it.
  get last() {
    return this.dataset.page === this.dataset.pages;
  }

  #happened({ event, html, number }) {
    const post = html && parse(html);
    const known = number && postAt(number);
    if (event === "post.created" && post && !isGone(post)) this.#countNew(number);
    if (event === "post.removed" && known && !isGone(known)) this.#count(-1);
    if (post) this.#show(post);
    const opening = number === 1 && event !== "reaction.changed";
    const queue = post?.matches("[data-question], [data-answers]"); // on top of a live hour
    if (event === "thread.changed" || opening || queue || !html) this.#later();
  }

  // show puts a post where it belongs, once, whatever told of it.
  #show(post) {
    const number = numberOf(post);
    const known = postAt(number);
    if (!known && this.#replies?.sending && authorOf(post) === this.dataset.viewer) return; // its answer brings it
    if (known?.matches(".story")) this.#later();
    else if (known) this.#change(known, post);
    else if (this.#arrivals.update(post)) return;
    else if (number > Number(this.dataset.number)) this.#arrivals.add(post);
    else if (this.#holds(number)) holdStill(() => insert(prepare(post), this.querySelector("[data-posts]")));
    this.dataset.number = Math.max(number, Number(this.dataset.number));
  }

  #countNew(number) {
    if (number <= this.#counted) return;
    this.#counted = number;
    this.#count(1);
  }

  #count(more) {
    for (const element of this.querySelectorAll("[data-reply-count]")) {
      const replies = Math.max(0, Number(element.dataset.replyCount) + more);
      element.dataset.replyCount = replies;
      element.textContent = `${replies.toLocaleString("en")} ${replies === 1 ? element.dataset.one : element.dataset.many}`;
    }
  }

  // A removed post may have words and a way back for those who could remove it: their page tells.
  #change(known, post) {
    const theirs = !isGone(known) && isGone(post) && known.querySelector('a[href$="/delete"]');
    if (theirs) this.#later();
    holdStill(() => change(known, post));
  }

  #holds(number) {
    const page = Number(this.dataset.page);
    return number > (page - 1) * POSTS_PER_PAGE && (this.last || number <= page * POSTS_PER_PAGE);
  }

  // confirmed is the viewer's own reply as the server made it.
  #confirmed(html) {
    const post = parse(html);
    this.#people.done();
    this.#arrivals.reveal();
    const known = postAt(numberOf(post));
    if (known) change(known, post);
    else insert(prepare(post), this.querySelector("[data-posts]"));
    this.#countNew(numberOf(post));
    this.dataset.number = Math.max(numberOf(post), Number(this.dataset.number));
    return postAt(numberOf(post));
  }

  // spread is how long after an event the page may be fetched. Whoever leads a live hour works with what it shows.
  get #spread() {
    if (this.querySelector(".hour__lead")) return SPREAD_MS;
    return Math.min(SPREAD_MOST_MS, Math.max(SPREAD_MS, this.#people.readers * SPREAD_PER_READER_MS));
  }

  // later has the page fetched, whatever fails meanwhile: the event that asked for it is not told again. What is about
  // to be fetched has the event in it, however many come.
  #later(spread = this.#spread) {
    if (this.#timer) return;
    this.#timer = setTimeout(async () => {
      this.#timer = 0;
      try {
        await this.#fetching?.catch(() => {}); // begun before the event
        await this.#fetch();
      } catch {
        if (!this.#state.ended) this.#later(AGAIN_MS);
      }
    }, spread * (0.2 + 0.8 * Math.random()));
  }

  // fetch lays the page over this one, and what has come after it; answers with its number.
  #fetch() {
    this.#fetching ??= this.#fetchAll().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async #fetchAll() {
    try {
      const first = Number(this.dataset.page);
      const [seq, pages] = await this.#fetchOne(first);
      const most = this.last ? Math.min(pages, first + PAGES_AT_ONCE) : first;
      for (let page = first + 1; page <= most; page++) await this.#fetchOne(page);
      if (this.last && pages > most) this.dataset.pages = pages; // too much to add: the button leads there
      return seq;
    } catch (error) {
      if ([401, 403, 404, 410].includes(error.status)) this.#refused();
      throw error;
    }
  }

  async #fetchOne(number) {
    const page = await fetchPage(number > 1 ? `${this.dataset.path}?page=${number}` : this.dataset.path);
    const now = page.querySelector("live-thread");
    if (!now) throw new Error("the page has no thread");
    if ((now.dataset.viewer ?? "") !== (this.dataset.viewer ?? "")) {
      this.#state.end("You are signed out.", { href: `/login?next=${encodeURIComponent(location.pathname + location.search)}`, textContent: "Sign in" });
      return [Number(now.dataset.seq), number];
    }
    if (Number(now.dataset.seq) < this.#channel.since) throw new Error("the page is older than what was heard");
    if (number === Number(this.dataset.page)) {
      lay(page, (post) => this.#show(post));
      this.dataset.path = now.dataset.path;
      this.#counted = Math.max(this.#counted, Number(now.dataset.number));
      this.#arrivals.retitled(page.title);
    } else {
      for (const post of page.querySelectorAll("article[data-post]")) this.#show(document.importNode(post, true));
    }
    return [Number(now.dataset.seq), Number(now.dataset.pages)];
  }

  #refused() {
    this.#channel.close();
    this.#people.show({});
    this.#state.end("This thread can no longer be followed from here.", { href: location.href, textContent: "Load it again" });
  }

  #became(state) {
    this.#state.become(state);
    if (state === "live" || state === "polling") this.#replies.retry();
    if (state !== "live") this.#people.show({});
  }

  #typed(field) {
    if (field.matches("#reply textarea")) this.#people.typed(field, this.#channel);
  }
}

// redress does to a part that was drawn anew what was done to it when the page was loaded.
function redress(part) {
  refresh(part);
  if (!part.matches("[data-post]")) return;
  dress(part);
  watch(part);
}

customElements.define("live-thread", LiveThread);
