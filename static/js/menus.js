// Menus are <details data-menu>: they open without scripts. With them only one
// is open at a time, and Escape, a click elsewhere, or leaving by Tab closes it.
const open = () => document.querySelector("details[data-menu][open]");

function closeOthers(event) {
  const menu = open();
  if (menu && !menu.contains(event.target)) menu.open = false;
}

document.addEventListener("click", closeOthers);
document.addEventListener("focusin", closeOthers);
document.addEventListener("keydown", (event) => {
  const menu = open();
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
