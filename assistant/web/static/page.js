// What the page does besides asking: leading from a mark to its source and back, and keeping focus and place.
// ui.py hands it elements, and Gradio's ways to send an event and to hear of new content.
window.assistantPage = (() => {
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let cameFrom = null; // the mark that led to a source
  let focusOnQuestion = false; // because what was clicked is about to go

  function goTo(target) {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: calm(), block: "nearest" });
  }

  function showSources(target) {
    const set = target.closest(".source-set");
    for (const other of document.querySelectorAll(".source-set")) other.hidden = other !== set;
    for (const card of document.querySelectorAll(".card.chosen")) card.classList.remove("chosen");
    if (target.matches(".card")) target.classList.add("chosen");
    goTo(target);
  }

  function goBack(link) {
    const question = document.getElementById(link.hash.slice(1));
    const turn = question.closest(".turn");
    goTo(cameFrom && turn.contains(cameFrom) ? cameFrom : question);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || link.matches(".skip")) return;
    event.preventDefault();
    if (link.closest(".source-set")) return goBack(link);
    cameFrom = link;
    showSources(target);
  });

  document.addEventListener("keydown", (event) => {
    const card = event.key === "Escape" && event.target.closest(".card");
    if (card) goBack(card.querySelector(".back a"));
  });

  // A tab is known again by a key of its own, which goes when the tab is closed: so its conversation can be brought back

  function tab() {
    if (!kept("tab")) keep("tab", madeUp());
    const key = kept("tab"); // none where the browser keeps nothing
    return key && kept("asked") ? `${key} asked` : key;
  }

  function madeUp() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function kept(name) {
    try {
      return sessionStorage.getItem(name) ?? "";
    } catch {
      return ""; // the browser keeps nothing for this site
    }
  }

  function keep(name, value) {
    try {
      if (value) sessionStorage.setItem(name, value);
      else sessionStorage.removeItem(name);
    } catch {
      // the browser keeps nothing for this site
    }
  }

  // What is typed stands in the box again where the page has to open anew before it is answered: a line may fail

  document.addEventListener("input", ({ target }) => {
    if (target.matches("#question textarea")) keep("typed", target.value);
  });

  function forgetAnswered(turn) {
    const words = (text) => text.split(/\s+/).filter(Boolean).join(" ");
    const question = turn.querySelector(".question bdi");
    if (!turn.matches(".waiting") && words(question.textContent) === words(kept("typed"))) keep("typed", "");
  }

  // What is asked while the page still opens waits until it has, or for ten seconds where it cannot: what it opens with
  // would replace the answer

  let opened;
  const opening = new Promise((done) => (opened = done)); // from the start: the box may stand before the page begins to open

  function opens() {
    setTimeout(opened, 10_000);
    return tab();
  }

  function hasOpened() {
    opened();
    return kept("typed") || document.querySelector("#question textarea").value;
  }

  async function onceOpened(inputs) {
    await opening;
    return inputs;
  }

  // Gradio can call off only what it knows to have been taken, and shows the answer to anything else whenever it comes:
  // so a new conversation waits until every question is known to be taken, which takes long only on a slow line

  const send = window.fetch;
  let untaken = 0;
  let taken = Promise.resolve();

  window.fetch = (...sent) => {
    const reply = send(...sent);
    if (String(sent[0]).includes("/queue/join")) {
      const read = reply.then((came) => came.clone().text()).catch(() => ""); // what failed is Gradio's to tell
      untaken += 1;
      taken = Promise.all([taken, read.then(() => (untaken -= 1))]);
    }
    return reply;
  };

  function waitUntilTaken(event) {
    const anew = event.target.closest("#anew");
    if (!anew || !untaken) return;
    event.stopPropagation();
    taken.then(() => setTimeout(() => anew.click()));
  }

  document.addEventListener("click", waitUntilTaken, true);

  function asks(element, trigger) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-ask]");
      if (!button) return;
      focusOnQuestion = true;
      trigger("submit", { question: button.dataset.ask, all: "all" in button.dataset });
    });
  }

  function follows(conversation, watch) {
    let shown = ""; // the newest turn and whether it waits: a place in the queue that changes moves nothing
    watch("value", () => {
      const newest = [...conversation.querySelectorAll(".turn")].pop();
      const before = shown;
      keep("asked", newest ? "1" : "");
      if (newest) forgetAnswered(newest);
      shown = newest ? `${newest.id} ${newest.className}` : "";
      if (newest) return shown === before ? undefined : showTurn(newest);
      if (!before) return; // nothing was asked yet, and nothing was taken away
      keep("typed", "");
      history.replaceState(null, "", location.pathname); // the address may have asked a question
      document.querySelector("#question textarea").focus({ preventScroll: true });
      window.scrollTo({ top: 0, behavior: calm() });
    });
  }

  function showTurn(turn) {
    turn.scrollIntoView({ behavior: calm(), block: "start" });
    if (focusOnQuestion) turn.querySelector(".question").focus({ preventScroll: true });
    focusOnQuestion = false;
  }

  // Copying and saving: what was done is said beside the button

  function say(button, words) {
    for (const other of document.querySelectorAll(".done")) other.textContent = "";
    button.closest(".tools").querySelector(".done").textContent = words;
  }

  async function copy(button) {
    const text = button.dataset.copy.replaceAll("Link: /", `Link: ${location.origin}/`);
    try {
      await navigator.clipboard.writeText(text); // only where the page is served over https, or from this machine
    } catch {
      copyFrom(text);
      button.focus({ preventScroll: true }); // which copying so has taken from it
    }
    say(button, "Copied");
  }

  function copyFrom(text) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });

  function saves(element, trigger, watch) {
    let wishing = null;
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-save]");
      if (!button) return;
      wishing = button;
      const { save: form, turn } = button.dataset;
      trigger("submit", { form, turn, site: location.origin, at: String(Date.now()) });
    });
    watch("value", () => {
      const link = element.querySelector("a[download]");
      if (!link || !wishing) return;
      link.click();
      say(wishing, `Saved as ${link.download}`);
      wishing = null;
    });
  }

  // Gradio's widgets come one by one and change later: what they do not tell a screen reader is told here

  // Until the widgets stand and can be seen, the page shows a few words and the way to other pages: then they go

  function takeOver() {
    const arriving = document.getElementById("arriving");
    const name = document.querySelector("#heading .site-name");
    if (!arriving) return;
    if (!name || !document.querySelector("#question") || getComputedStyle(name).visibility !== "visible") {
      return void setTimeout(takeOver, 50);
    }
    const at = arriving.contains(document.activeElement) && document.activeElement.getAttribute("href");
    arriving.remove();
    if (at) (document.querySelector(`#heading a[href="${at}"]`) ?? document.querySelector("#question textarea")).focus();
  }

  function mend() {
    const page = document.documentElement; // Gradio takes the reader's language for the page's, which is English
    if (page.lang !== "en-GB") page.lang = "en-GB";
    if (page.dir) page.removeAttribute("dir");
    for (const unnamed of document.querySelectorAll('[id=""]')) unnamed.removeAttribute("id");
    const opener = document.querySelector("#scope > button");
    if (!opener) return;
    opener.setAttribute("aria-expanded", String(opener.classList.contains("open")));
    opener.querySelector(".icon").setAttribute("aria-hidden", "true");
    for (const set of document.querySelectorAll("#scope fieldset")) {
      set.setAttribute("aria-label", set.querySelector('[data-testid="block-info"]').textContent);
      for (const box of set.querySelectorAll("[title]")) box.removeAttribute("title"); // a paper's id
    }
  }

  new MutationObserver(mend).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class", "lang", "dir"],
  });

  takeOver();
  return { asks, follows, saves, opens, hasOpened, onceOpened };
})();
