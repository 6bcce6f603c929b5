// Shows the hits in the list of codes: hides the others, sorts by relevance, counts for each filter, says how many there are and what the list cannot.

export const noHit = document.querySelector("#no-hit");
const list = document.querySelector("#codes");
const count = document.querySelector("#count");

/** The page's articles by code, in their first order. @type {Map<number, HTMLElement>} */
export const articles = new Map([...list.children].map((article) => [Number(article.dataset.code), article]));

/** The filters' checkboxes. @type {HTMLInputElement[]} */
export const chips = [...document.querySelectorAll("[name=filter]")];

/** The codes to offer when nothing else is near. */
export const heroes = noHit.dataset.fallback.split(" ").map(Number).filter(linkOf);

/** Whether a code is among those that a filter lets through. */
export function passes(code, filter) {
  return articles.get(code).dataset.chips.split(",").includes(filter);
}

/** The link to a code's page. @returns {HTMLAnchorElement | undefined} */
export function linkOf(code) {
  return articles.get(code)?.querySelector("h3 a");
}

/**
 * @typedef {object} Shown
 * @property {string} q
 * @property {number[]} found  codes that the query finds, best first
 * @property {number[]} shown  those of them that the filters let through
 * @property {number[]} near   codes to offer when none is found
 *
 * @param {Shown & import("./rank.mjs").Finding} answer
 */
export function show(answer) {
  const { found, shown } = answer;
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
  tell(answer);
}

/** Says where else to look: near by, where nothing fits, and what there is about the cause that is asked for. */
function tell({ q, found, near, cause }) {
  noHit.hidden = found[0] && !cause;
  noHit.firstElementChild.hidden = !near[0];
  for (const link of noHit.querySelectorAll("[data-elsewhere]")) {
    const { causes, elsewhere, kind, text = link.textContent } = link.dataset;
    const known = causes && cause;
    // A cause's name takes the place of what the link says of itself.
    link.dataset.text = text;
    link.href = known ? `${causes}${cause}/` : `${elsewhere}?${new URLSearchParams({ q })}`;
    link.textContent = known ? `${kind} ${cause}` : text;
  }
  const offers = noHit.querySelector("ul");
  offers.replaceChildren();
  for (const link of near.map(linkOf)) offers.appendChild(document.createElement("li")).append(link.cloneNode(true));
}

/** Announces how many codes are shown, where that is not what was said last. @param {Shown} answer */
export function announce({ found, shown }) {
  const { one, many, none } = count.dataset;
  const words = !found[0] ? none : shown[1] ? many : shown[0] ? one : noHit.dataset.filtered;
  const text = document.body.classList.contains("finding") ? words.replace("{count}", shown.length || found.length) : "";
  if (count.textContent !== text) count.textContent = text;
}
