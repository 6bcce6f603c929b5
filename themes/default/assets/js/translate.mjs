// The tables of what systems show: filtered as one types, the state in the address, the count announced.

import { addressOf, stateOf } from "./state.mjs";
import { findRows, makeRow } from "./names.mjs";

/** Milliseconds without a key after which the count is said and the address written. */
const PAUSE = 300;

const form = document.getElementById("find");
const box = form.elements.q;
const count = document.getElementById("count");
const noHit = document.getElementById("no-hit");
const clear = document.querySelector(".clear");
const groups = [...document.querySelectorAll("#tables > .wide")];
let pause = 0;

const rows = [...document.querySelectorAll("#tables tbody tr")].map((element) => {
  const [name, ...cells] = element.cells;
  const texts = (selector) => [...name.querySelectorAll(selector)].map(({ textContent }) => textContent);
  const numbers = [...texts("small, a"), cells[0].textContent, /\p{L}/u.test(cells[1].textContent) ? "" : cells[1].textContent];
  return { element, ...makeRow(texts("code"), numbers.join(" ").match(/\d+/g) ?? [], element.textContent) };
});

/** Shows the rows that fit, and the tables that have some. */
function update() {
  const q = box.value.trim();
  const found = new Set(findRows(rows, q));
  for (const row of rows) row.element.hidden = !found.has(row);
  for (const group of groups) {
    const empty = !group.querySelector("tbody tr:not([hidden])");
    group.hidden = group.previousElementSibling.hidden = empty;
  }
  noHit.hidden = found.size > 0;
  clear.hidden = !q;
  noHit.querySelector("a").search = new URLSearchParams({ q });
  clearTimeout(pause);
  if (found.size) pause = setTimeout(settle, PAUSE);
  else settle();
}

/** Says the count and writes the address. */
function settle() {
  clearTimeout(pause);
  const q = box.value.trim();
  const size = rows.filter(({ element }) => !element.hidden).length;
  const words = size > 1 ? count.dataset.many : size ? count.dataset.one : count.dataset.none;
  count.textContent = q ? words.replace("{count}", size) : "";
  const address = addressOf({ q, filters: [] }, location.pathname);
  if (address !== location.pathname + location.search) history.replaceState(null, "", address + location.hash);
}

box.addEventListener("input", update);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  settle();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  box.value = "";
  update();
  box.focus();
});
addEventListener("popstate", restore);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && box.value) form.reset();
});

/** Takes over what the address asks for. */
function restore() {
  box.value = stateOf(location.search).q;
  update();
}

// What was typed before the script came counts too.
if (location.search) restore();
else update();
