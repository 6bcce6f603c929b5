// Makes the parts of the page that are beyond the screen, when there is nothing else to do: then lengths are right, and pictures
// of the whole page hold all of it. Until then they cost nothing.

/** How many parts are made at a time: as many as a slow phone lays out before a finger is kept waiting. */
const PARTS = 5;

/** Calls back when there is nothing else to do. */
export const idle = globalThis.requestIdleCallback ?? setTimeout;

/** Makes some, and the others after them. */
export function make() {
  const rest = document.querySelectorAll(":is(section, article, .question, .index):not(.made)");
  for (const part of [...rest].slice(0, PARTS)) part.classList.add("made");
  if (rest[PARTS]) idle(make);
}
