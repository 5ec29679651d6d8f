// <form data-toggle> sends on=1 or on=0 and shows the new state at once; where
// the server says no, the form is sent the plain way and its page explains.
import { announce } from "./announce.js";
import { send } from "./send.js";

function show(form, button, on) {
  const words = on ? form.dataset.labelOn : form.dataset.labelOff;
  button.setAttribute("aria-pressed", String(on));
  button.value = on ? "0" : "1";
  if (words) form.querySelector("[data-label]").textContent = words;
  return words;
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-toggle]");
  if (!form || event.defaultPrevented) return;
  const button = event.submitter ?? form.querySelector("button");
  const on = button.value === "1";
  event.preventDefault();
  const sent = send(form, button);
  announce(show(form, button, on) ?? "");
  if (await sent) return;
  show(form, button, !on);
  form.removeAttribute("data-toggle");
  form.requestSubmit(button);
});
