// Shows the hits in the list of codes: hides the others, sorts by relevance, counts for each filter, says when nothing fits.

const noHit = document.getElementById("no-hit");
const list = document.getElementById("codes");

/** The page's articles by code, in their first order. @type {Map<number, HTMLElement>} */
export const articles = new Map([...list.children].map((article) => [Number(article.dataset.code), article]));

/** The filters' checkboxes. @type {HTMLInputElement[]} */
export const chips = [...document.querySelectorAll("[name=filter]")];

/** The codes to offer when nothing else is near. */
export const heroes = noHit.dataset.fallback.split(" ").map(Number);

/** Whether a code is among those that a filter lets through. */
export function passes(code, filter) {
  return articles.get(code).dataset.filters.split(" ").includes(filter);
}

/** The link to a code's page. @returns {HTMLAnchorElement | undefined} */
export function linkOf(code) {
  return articles.get(code)?.querySelector("h3 a");
}

/**
 * @param {string} q
 * @param {number[]} found codes that the query finds, best first
 * @param {number[]} shown those of them that the filters let through
 * @param {number[]} near  codes to offer when none is shown
 */
export function show(q, found, shown, near) {
  for (const [code, article] of articles) article.hidden = !shown.includes(code);
  // Only what is shown and stands elsewhere is moved: each move costs style and layout.
  let place = list.firstElementChild;
  for (const article of shown.map((code) => articles.get(code))) {
    if (article === place) place = place.nextElementSibling;
    else list.insertBefore(article, place);
  }
  for (const chip of chips) {
    const told = chip.parentElement.querySelector("[data-count]");
    told.textContent = told.dataset.count = found.filter((code) => passes(code, chip.value)).length;
  }
  noHit.hidden = !!shown[0];
  if (!shown[0]) offer(q, near);
}

/** Names the query and links to the codes near it. */
function offer(q, near) {
  noHit.querySelector("[data-query]").textContent = q;
  for (const link of noHit.querySelectorAll("[data-elsewhere]")) link.search = new URLSearchParams({ q });
  const items = near.filter(linkOf).map((code) => {
    const item = document.createElement("li");
    item.append(linkOf(code).cloneNode(true));
    return item;
  });
  noHit.querySelector("[data-nearest]").replaceChildren(...items);
}
