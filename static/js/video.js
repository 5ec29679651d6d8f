// A film that is kept elsewhere, in the place of its poster once it is wanted.
// The frame is a page of our own, which alone may ask that place.
document.addEventListener("click", (event) => {
  const poster = event.target.closest?.("a.video__open");
  if (!poster || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = `/watch?of=${encodeURIComponent(poster.href)}`;
  frame.title = poster.querySelector("strong").textContent;
  frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  frame.allowFullscreen = true;
  poster.replaceWith(frame);
  frame.focus();
});
