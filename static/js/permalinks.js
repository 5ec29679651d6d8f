// A click on a post's number copies its address and shows it in the bar;
// opening it in a new tab, or with no clipboard to write to, works as ever.
import { announce } from "./announce.js";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-permalink]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const article = link.closest("article");
  history.replaceState(null, "", `#${article.id}`);
  try {
    await navigator.clipboard.writeText(link.href);
    link.dataset.copied = "";
    announce("Link copied");
    setTimeout(() => delete link.dataset.copied, 1600);
  } catch {
    location.assign(link.href);
  }
});
