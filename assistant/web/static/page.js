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

  function asks(element, trigger) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-ask]");
      if (!button) return;
      focusOnQuestion = true;
      trigger("submit", { question: button.dataset.ask });
    });
  }

  function follows(conversation, watch) {
    watch("value", () => {
      const newest = [...conversation.querySelectorAll(".turn")].pop();
      if (newest) return showTurn(newest);
      document.querySelector("#question textarea").focus({ preventScroll: true });
      window.scrollTo({ top: 0, behavior: calm() });
    });
    for (const unnamed of document.querySelectorAll('[id=""]')) unnamed.removeAttribute("id"); // Gradio's
  }

  function showTurn(turn) {
    turn.scrollIntoView({ behavior: calm(), block: "start" });
    if (focusOnQuestion) turn.querySelector(".question").focus({ preventScroll: true });
    focusOnQuestion = false;
  }

  return { asks, follows };
})();
