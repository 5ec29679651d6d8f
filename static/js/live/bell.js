// The bell of a signed-in member counts on every page: up when something is
// told, down when it is read, here or elsewhere. The words stay on their page.
import { announce } from "../announce.js";
import { listen } from "./connection.js";

const SPREAD_MS = 2_000; // a decision may ring thousands of bells at once

class Bell {
  #link;
  #count;
  #timer = 0;

  constructor(link) {
    this.#link = link;
    this.#count = link.querySelector("[data-unread]");
    listen("me", {
      since: Number(link.dataset.bell),
      event: () => this.#later(),
      resync: () => this.#ask(),
    });
  }

  get #unread() {
    return Number(this.#count.dataset.unread);
  }

  // later asks once for all that came together.
  #later() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#ask().catch(() => {}); // the next notice asks again
    }, SPREAD_MS * (0.1 + 0.9 * Math.random()));
  }

  async #ask() {
    const response = await fetch("/notices/unread", { headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) throw new Error(`the bell: ${response.status}`);
    const { unread, seq } = await response.json();
    this.#show(unread);
    return seq;
  }

  #show(unread) {
    if (unread > this.#unread) announce(unread === 1 ? "1 unread notice" : `${unread} unread notices`);
    this.#count.dataset.unread = unread;
    this.#count.textContent = unread > 99 ? "99+" : unread;
    this.#count.hidden = unread === 0;
    this.#link.title = unread ? `Notices, ${unread.toLocaleString("en")} unread` : "Notices";
    this.#link.setAttribute("aria-label", this.#link.title);
  }
}

const link = document.querySelector("[data-bell]");
if (link) new Bell(link);
