// How closely a thread is followed is saved by choosing it; the button is for
// those without scripts.
import { announce } from "./announce.js";
import { send } from "./send.js";

document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-auto]");
  if (!form) return;
  if (await send(form)) announce("Saved");
  else form.submit();
});
