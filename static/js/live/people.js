// Who is writing, and how many are here: one quiet line under the posts. It is
// not announced; a reply is.
const TYPING_EVERY_MS = 3_000;

export class People {
  #line;
  #viewer;
  #sent = 0;

  constructor(thread) {
    this.#line = thread.querySelector("[data-people]");
    this.#viewer = thread.dataset.viewer;
  }

  show({ readers = 0, typing = [], names = [], answering = [] }) {
    const writers = names.filter((_, i) => typing[i] !== this.#viewer);
    const answers = answering.filter(({ handle }) => handle !== this.#viewer);
    this.#line.querySelector("[data-writing]").textContent = answers.length ? answeringWords(answers[0]) : writingWords(writers);
    this.#line.querySelector("[data-readers]").textContent = readers > 1 ? `${readers.toLocaleString("en")} here now` : "";
    const here = document.querySelector(".hour [data-here]");
    if (here) here.textContent = readers > 0 ? `${readers.toLocaleString("en")} here now` : "";
    this.#line.toggleAttribute("data-busy", writers.length > 0);
  }

  // typed tells the others, now and then, while there are words in the field.
  typed(field, channel) {
    if (!field.value.trim() || Date.now() - this.#sent < TYPING_EVERY_MS) return;
    this.#sent = Date.now();
    channel.typing();
  }
}

const answeringWords = ({ name, employer }) => `${name}${employer ? ` from ${employer}` : ""} is answering`;

function writingWords(names) {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} is writing`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are writing`;
  return `${names.length} people are writing`;
}
