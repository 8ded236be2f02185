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
