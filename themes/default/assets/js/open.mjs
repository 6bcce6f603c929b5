// Enter on a code opens its page, or the one that says why it has none; whatever else is asked goes to the landing page, as it does without a script.

const search = document.querySelector("header form");

search.addEventListener("submit", (event) => {
  const code = search.elements.q.value.trim();
  if (!/^[1-6]\d\d$/.test(code)) return;
  event.preventDefault();
  location.href = `${search.action}codes/${code}/`;
});
