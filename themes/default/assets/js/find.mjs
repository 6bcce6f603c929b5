// Finding on the landing page: as one types, by filter, by the address, by the keyboard.

import { nearest, rank } from "./rank.mjs";
import { addressOf, stateOf } from "./state.mjs";
import { announce, articles, chips, heroes, linkOf, noHit, passes, show } from "./results.mjs";
import { complete, currentIndex, loadIndex } from "./source.mjs";
import { highlight } from "./highlight.mjs";
import { idle, make } from "./make.mjs";

/** Milliseconds without a key after which matches are marked and hits below the screen made, and after which the count is said and the address written. */
const BREATH = 60;
const PAUSE = 300;

/** Milliseconds that the hits of a link wait for codes.json; if it comes later, they stay as they are, so that nothing jumps. */
const PATIENCE = 1000;

const form = document.querySelector("#find");
const box = form.elements.q;
const { classList } = document.body;

/** What is shown. @type {import("./results.mjs").Shown & import("./rank.mjs").Finding} */
let answer = { found: [], shown: [] };
/** The address as it was last written or read. */
let written = location.pathname;
/** Whether the next change gets an entry of its own in the history; what is typed in one go shares one. */
let settled = true;
/** The timer that runs after a change; 0 once it is over. */
let pause = 0;
let breath = 0;
/** Whether nothing can be shown yet. */
let waiting = false;

/** What is asked for at the moment. */
function asked() {
  return { q: box.value.trim(), filters: new FormData(form).getAll("filter") };
}

/** Shows what fits; marks, count and address follow when the visitor pauses. @param {Event} [key] what was typed */
function update(key) {
  const { q, filters } = asked();
  const finding = q ? rank(currentIndex(), q) : { hits: [...articles] };
  const found = finding.hits.map(([code]) => code);
  const shown = found.filter((code) => !filters[0] || filters.some((filter) => passes(code, filter)));
  const near = found[0] || finding.cause ? [] : nearest(currentIndex(), q, heroes);
  answer = { ...finding, q, found, shown, near };
  show(answer);
  classList.toggle("finding", q || filters.length);
  if (key) classList.add("typing", "typed");
  waiting = !shown[0] && !complete;
  classList.toggle("waiting", waiting);
  clearTimeout(breath);
  breath = setTimeout(rest, BREATH);
  clearTimeout(pause);
  pause = setTimeout(finish, PAUSE);
  if (!shown[0] && !waiting) announce(answer);
}

function rest() {
  classList.remove("typing");
  const { q, shown, stems } = answer;
  highlight(q ? shown.map((code) => articles.get(code)) : [], stems);
}

/** What waits for a pause. */
function finish() {
  clearTimeout(pause);
  pause = 0;
  if (!waiting) announce(answer);
  const { q, filters } = asked();
  if (!q) classList.remove("typed");
  const address = addressOf({ q, filters }, location.pathname);
  if (address === written) return;
  history[settled ? "pushState" : "replaceState"](null, "", address);
  written = address;
  settled = false;
}

/** What was typed is complete: it is written at once, and the next change stands for itself. */
function settle() {
  finish();
  settled = true;
}

/** A change that is complete in itself. */
function step() {
  settled = true;
  update();
  settle();
}

/** With codes.json there: finds again, unless that could move hits that are being read by now; the next key will. */
function findAgain() {
  if (!answer.shown[0] || pause) update();
}

/** Takes over what the address asks for. The hits of a query keep their place free until codes.json is there. */
function restore() {
  const { q, filters } = stateOf(location.search);
  box.value = q;
  for (const chip of chips) chip.checked = filters.includes(chip.value);
  written = addressOf(asked(), location.pathname);
  if (!q) return step();
  clearTimeout(pause);
  classList.add("finding", "waiting");
  Promise.race([loadIndex(), new Promise((done) => setTimeout(done, PATIENCE))]).then(step);
}

/** Filters, and shows the hits from their beginning: what stood above them is gone. */
function filter() {
  step();
  scrollTo(0, 0);
}

/** Clears all, but first only the filters where these hide all that is found. */
function clear(event) {
  event.preventDefault();
  if (answer.shown[0] || !answer.found[0]) box.value = "";
  for (const chip of chips) chip.checked = false;
  step();
  box.focus();
}

/** Opens the page of the one code that is named, or of a cause that has none; else goes on to the first hit. */
async function go(event) {
  event.preventDefault();
  const { q } = asked();
  if (!q) return;
  if (answer.q !== q || !answer.exact) await loadIndex().then(update);
  if (asked().q !== q) return;
  settle();
  if (answer.exact) linkOf(answer.exact).click();
  else if (answer.cause && !answer.found[0]) noHit.querySelector("[data-elsewhere]")?.click();
  else linkOf(answer.shown[0])?.focus();
}

box.addEventListener("input", update);
box.addEventListener("focus", loadIndex);
box.addEventListener("change", settle);
form.addEventListener("submit", go);
form.addEventListener("reset", clear);
for (const chip of chips) chip.addEventListener("change", filter);
addEventListener("popstate", restore);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && classList.contains("finding")) clear(event);
});
// What was typed before the script came counts too.
if (location.search) restore();
else update();
idle(() => loadIndex(true).then(findAgain).then(make));
