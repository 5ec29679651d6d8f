// Typing "@" offers people by name. The list comes from the server, which
// knows who may be named to whom.
const SHOWN = 6;

function option(person, index) {
  const item = document.createElement("li");
  item.id = `suggestion-${index}`;
  item.role = "option";
  item.dataset.handle = person.handle;
  const face = Object.assign(document.createElement("img"), {
    src: `/avatars/${encodeURIComponent(person.handle)}`,
    alt: "",
    width: 24,
    height: 24,
    className: "face face--small",
  });
  const name = Object.assign(document.createElement("span"), { textContent: person.name });
  const handle = Object.assign(document.createElement("small"), { textContent: `@${person.handle}` });
  item.append(face, name, handle);
  return item;
}

async function suggest(address, text) {
  const response = await fetch(`${address}?q=${encodeURIComponent(text)}`);
  const people = response.ok ? await response.json() : [];
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.role = "listbox";
  list.dataset.asked = text;
  list.append(...people.slice(0, SHOWN).map(option));
  return { matched: people.length > 0, fragment: list };
}

function complete(event) {
  const { text, provide } = event.detail;
  const address = event.target.closest("post-composer")?.dataset.suggest;
  if (!address || !text) return;
  provide(suggest(address, text).catch(() => ({ matched: false })));
}

function choose(event) {
  event.detail.value = `@${event.detail.item.dataset.handle}`;
}

// The element's events do not bubble; on their way down they can be heard.
document.addEventListener("text-expander-change", complete, { capture: true });
document.addEventListener("text-expander-value", choose, { capture: true });
