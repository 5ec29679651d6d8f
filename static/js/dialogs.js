// A button with data-opens="ID" opens the dialog of that id. A click on the
// backdrop closes it; Escape and the close button do so by themselves.
document.addEventListener("click", (event) => {
  const id = event.target.closest("[data-opens]")?.dataset.opens;
  if (id) document.getElementById(id)?.showModal();
  if (event.target.matches("dialog.dialog")) event.target.close();
});

// A form that came back with mistakes is read from its summary, with what it is about in view below.
const first = document.querySelector("[data-focus]");
first?.focus({ preventScroll: true });
first?.scrollIntoView({ block: "start" });
