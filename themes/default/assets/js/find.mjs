// Finding on the landing page: as one types, by filter, by the address, by the keyboard.

import { exactCode, foundStems, nearest, rank } from "./rank.mjs";
import { addressOf, stateOf } from "./state.mjs";
import { articles, chips, heroes, linkOf, passes, show } from "./results.mjs";
import { complete, currentIndex, loadIndex } from "./source.mjs";
import { highlight } from "./highlight.mjs";

/** Milliseconds without a key after which matches are marked and hits below the screen made, and after which the count is said and the address written. */
const BREATH = 60;
const PAUSE = 300;

/** Milliseconds that the hits of a link wait for codes.json; if it comes later, they stay as they are, so that nothing jumps. */
const PATIENCE = 2000;

const form = document.getElementById("find");
const box = form.elements.q;
const count = document.getElementById("count");
const { classList } = document.body;

/** @type {number[]} */
let shown = [];
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
  return { q: box.value.trim(), filters: chips.filter((chip) => chip.checked).map((chip) => chip.value) };
}

/** Shows what fits; marks, count and address follow when the visitor pauses. */
function update() {
  const { q, filters } = asked();
  const found = q ? rank(currentIndex(), box.value).map(({ code }) => code) : [...articles.keys()];
  shown = filters[0] ? found.filter((code) => filters.some((filter) => passes(code, filter))) : found;
  show(q, found, shown, found[0] ? found.slice(0, 3) : nearest(currentIndex(), q, heroes));
  classList.toggle("finding", !!(q || filters[0]));
  classList.toggle("typing", !!q);
  waiting = !shown[0] && !complete;
  classList.toggle("waiting", waiting);
  clearTimeout(breath);
  breath = setTimeout(rest, BREATH);
  clearTimeout(pause);
  pause = setTimeout(finish, PAUSE);
  if (!shown[0]) announce();
}

function rest() {
  classList.remove("typing");
  const stems = asked().q ? foundStems(currentIndex(), box.value) : new Set();
  highlight(stems.size ? shown.map((code) => articles.get(code)) : [], stems);
}

function announce() {
  const { one, many, none } = count.dataset;
  if (waiting) return;
  const words = shown[1] ? many : shown[0] ? one : none;
  const text = classList.contains("finding") ? words.replace("{count}", shown.length) : "";
  if (count.textContent !== text) count.textContent = text;
}

/** What waits for a pause. */
function finish() {
  clearTimeout(pause);
  pause = 0;
  announce();
  const address = addressOf(asked(), location.pathname);
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
  if (!shown[0] || pause) update();
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

function clear(event) {
  event.preventDefault();
  box.value = "";
  for (const chip of chips) chip.checked = false;
  step();
  box.focus();
}

/** Opens the page of the one code that is named, or goes on to the first hit. */
async function go(event) {
  event.preventDefault();
  const { q } = asked();
  if (!q) return;
  if (!exactCode(currentIndex(), q)) await loadIndex().then(update);
  if (asked().q !== q) return;
  settle();
  const code = exactCode(currentIndex(), q);
  if (code) linkOf(code).click();
  else linkOf(shown[0])?.focus();
}

box.addEventListener("input", update);
box.addEventListener("focus", loadIndex);
box.addEventListener("change", settle);
form.addEventListener("submit", go);
form.addEventListener("reset", clear);
for (const chip of chips) chip.addEventListener("change", step);
addEventListener("popstate", restore);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && classList.contains("finding")) clear(event);
});
// What was typed before the script came counts too.
if (location.search) restore();
else update();
(globalThis.requestIdleCallback ?? setTimeout)(() => loadIndex(true).then(findAgain));
