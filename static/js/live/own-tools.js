// What a member may do with a post that has just come. Nothing of one viewer's
// goes out over the socket: the page brought the tools for a post of somebody
// else's and for one of their own, and here they get its number and name.
const ofMember = (article) => article.querySelector(".post__who a.name");
export const authorOf = (article) => ofMember(article)?.getAttribute("href")?.split("/").pop();

export function fresh(article) {
  const thread = document.querySelector("live-thread");
  const kind = authorOf(article) === thread?.dataset.viewer ? "own" : "other";
  const template = document.querySelector(`template[data-tools="${kind}"]`);
  const tools = template && document.importNode(template.content, true).firstElementChild;
  if (!tools) return null;
  if (!article.querySelector(".role--staff")) tools.querySelector('[action$="/official"]')?.closest("li").remove();
  for (const element of [tools, ...tools.querySelectorAll("*")]) address(element, article);
  const reply = tools.querySelector("[data-reply]");
  if (reply) {
    reply.dataset.replyName = ofMember(article)?.textContent ?? "";
    reply.dataset.replyHandle = authorOf(article) ?? "";
  }
  return tools;
}

// address gives an element the post's id and number where the page's sample has 0.
function address(element, article) {
  const number = article.id.slice("post-".length);
  for (const attribute of element.attributes) {
    attribute.value = attribute.value
      .replace(/^\/posts\/0(?=\/|$)/, `/posts/${article.dataset.post}`)
      .replace(/([?&](?:reply_to|from)=)0\b/, `$1${number}`)
      .replace(/(?<=^More about post )0$/, number);
  }
  if (element.dataset.reply === "0") element.dataset.reply = number;
}
