// What a page tells its member is read once it has been in front of them. It is
// a form, so that no link and no prefetch marks anything. Without scripts a
// button does it.
import { send } from "./send.js";

const form = document.querySelector("form[data-seen]");

function seen() {
  if (document.hidden) return;
  document.removeEventListener("visibilitychange", seen);
  send(form);
}

if (form) {
  document.addEventListener("visibilitychange", seen);
  seen();
}
