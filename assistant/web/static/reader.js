// What the reader page does besides what it does without JavaScript.

// A link with the place alone ("/papers/jfp#120-164") is asked for again so that its passage is marked.
const place = /^#(\d+-\d+)$/.exec(location.hash);
const query = new URLSearchParams(location.search);
if (place && query.get("mark") !== place[1]) {
  query.set("mark", place[1]);
  location.replace(`${location.pathname}?${query}${location.hash}`);
}

// On a narrow screen the contents would stand between the reader and the paper.
if (matchMedia("(max-width: 59.99rem)").matches) document.querySelector(".contents details")?.removeAttribute("open");

// A citation opens its paper in a tab of its own: the conversation still stands in the tab before, so the way back
// is to close this one. Where a browser does not allow that, the link leads to a new conversation.
document.querySelector(".back-to-chat")?.addEventListener("click", (event) => {
  if (history.length > 1) return;
  event.preventDefault();
  window.close();
  setTimeout(() => location.assign(event.target.href), 300);
});
