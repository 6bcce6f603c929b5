// Marks the words that a query found, by the CSS Custom Highlight API: no change in the page, nothing where it is missing.

import { splitWords, stemOf } from "./words.mjs";

/** NodeFilter.SHOW_TEXT */
const TEXT = 4;

/**
 * @param {Element[]} shown
 * @param {Set<string>} stems
 */
export function highlight(shown, stems) {
  if (!CSS.highlights) return;
  const hits = new Highlight();
  for (const element of shown) {
    const texts = document.createTreeWalker(element, TEXT);
    for (let node; (node = texts.nextNode()); ) {
      for (const { 0: text, index } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        if (!splitWords(text).some((word) => stems.has(stemOf(word)))) continue;
        hits.add(new StaticRange({ startContainer: node, startOffset: index, endContainer: node, endOffset: index + text.length }));
      }
    }
  }
  CSS.highlights.set("hit", hits);
}
