// Gives the index to find in: codes.json once it is there, what the page itself holds until then.

import { indexing, makeIndex } from "./index.mjs";
import { articles, linkOf } from "./results.mjs";

/** @type {import("./index.mjs").Index | undefined} */
let index;
/** @type {Promise<void> | undefined} */
let loading;
/** Whether codes.json is there, or cannot be had: before that, only what the index finds counts, not what it misses. */
export let complete = false;

/** The best index there is at the moment. */
export function currentIndex() {
  return (index ??= makeIndex([...articles].map(entryOf)));
}

/**
 * Loads codes.json, once.
 * @param {unknown} [calm] true, or an event, where nobody waits for it: then it is read in pieces
 * @returns {Promise<void>}
 */
export function loadIndex(calm) {
  return (loading ??= load(calm));
}

/** When it cannot be had, what the page holds stays in use. */
async function load(calm) {
  try {
    const { codes } = await (await fetch(document.querySelector("#find").dataset.index)).json();
    for (const made of indexing(codes.filter(({ code }) => articles.has(code)))) {
      index = made ?? index;
      if (calm) await new Promise(setTimeout);
    }
  } catch {}
  complete = true;
}

/** An article in the form of codes.json, as far as it goes. */
function entryOf([code, { textContent }]) {
  return { code, reason: linkOf(code).textContent, meaning: textContent };
}
