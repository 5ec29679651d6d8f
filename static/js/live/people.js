// Who is writing, and how many are here: one quiet line under the posts. It is
// not announced; a reply is.
const TYPING_EVERY_MS = 3_000;
const TYPING_HOLDS_MS = 6_500; // what the server keeps of it, and the way
const NAMED = 3;

export class People {
  #line;
  #viewer;
  #sent = 0;
  #own = 0; // when this person last wrote here, in any tab
  #tabs;
  readers = 0;

  constructor(thread) {
    this.#line = thread.querySelector("[data-people]");
    this.#viewer = thread.dataset.viewer;
    if (!this.#viewer) return;
    this.#tabs = new BroadcastChannel(`writing:${this.#viewer}:${thread.dataset.thread}`);
    this.#tabs.onmessage = ({ data }) => (this.#own = data);
  }

  stop() {
    this.#tabs?.close();
  }

  // What is told counts everybody who writes, and names some. The viewer is one of them.
  show({ readers = 0, here = [], writing = 0, typing = [], names = [], answering = [] }) {
    this.readers = readers;
    const me = typing.includes(this.#viewer) || (writing > typing.length && Date.now() - this.#own < TYPING_HOLDS_MS);
    const writers = writing - (me ? 1 : 0);
    const named = names.filter((_, i) => typing[i] !== this.#viewer);
    const answers = answering.filter(({ handle }) => handle !== this.#viewer);
    const others = here.filter(({ handle }) => handle !== this.#viewer).map(({ name }) => name);
    this.#line.querySelector("[data-writing]").textContent = answers.length ? answeringWords(answers[0]) : writingWords(writers, named);
    this.#line.querySelector("[data-readers]").textContent = readers > 1 ? hereWords(readers, others) : "";
    const hour = document.querySelector(".hour [data-here]");
    if (hour) hour.textContent = readers > 0 ? hereWords(readers, others) : "";
    this.#line.toggleAttribute("data-busy", writers > 0);
  }

  // typed tells the others, now and then, while there are words in the field.
  typed(field, channel) {
    if (!field.value.trim() || Date.now() - this.#sent < TYPING_EVERY_MS) return;
    this.#sent = Date.now();
    this.#wrote(this.#sent);
    channel.typing();
  }

  // done is called when the words are posted: the server takes their writer out.
  done() {
    this.#sent = 0;
    this.#wrote(0);
  }

  #wrote(when) {
    this.#own = when;
    this.#tabs?.postMessage(when);
  }
}

const answeringWords = ({ name, employer }) => `${name}${employer ? ` from ${employer}` : ""} is answering`;

function writingWords(count, names) {
  if (count <= 0) return "";
  if (count === 1) return `${names[0] ?? "Somebody"} is writing`;
  if (count === 2 && names.length === 2) return `${names[0]} and ${names[1]} are writing`;
  return `${count.toLocaleString("en")} people are writing`;
}

// hereWords counts everybody, and names a few of those who let it be known.
function hereWords(count, names) {
  const words = `${count.toLocaleString("en")} here now`;
  if (!names.length) return words;
  const some = names.slice(0, NAMED);
  const last = some.pop();
  return `${words}, with ${some.length ? `${some.join(", ")} and ` : ""}${last}`;
}
