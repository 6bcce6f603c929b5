// Gives the index to find in: codes.json once it is there, what the page itself holds until then.

import { makeIndex } from "./index.mjs";
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

/** Loads codes.json, once. @returns {Promise<void>} */
export function loadIndex() {
  return (loading ??= load());
}

/** When it cannot be had, what the page holds stays in use. */
async function load() {
  try {
    const { codes } = await (await fetch(document.getElementById("find").dataset.index)).json();
    index = makeIndex(codes.filter(({ code }) => articles.has(code)));
  } catch {}
  complete = true;
}

/** An article in the form of codes.json, as far as it goes. */
function entryOf([code, { textContent }]) {
  return { code, reason: linkOf(code).textContent, meaning: textContent };
}
