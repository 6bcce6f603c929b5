// Finds the words of the content that a visitor's word may stand for: the same, its beginning, a slip, a synonym.

import { splitWords, stemOf } from "./words.mjs";
import { distance } from "./distance.mjs";

/** Words that people use for one another, a line of thought each; the content's own `search` words come first. */
const SYNONYMS = [
  "phone handset device mobile",
  "hang hung",
  "number lead contact",
  "answer reply respond response pickup",
  "money credit balance funds",
  "password credentials login username",
  "carrier provider operator network",
  "person user customer subscriber",
  "price cost rate expensive",
  "wrong bad invalid incorrect",
  "disconnected dead deactivated gone",
  "limit max maximum cap",
  "reject refuse decline",
].map((line) => splitWords(line).map(stemOf));

/**
 * The stems a word may stand for, each with how sure that is (1 = the very word).
 * @param {import("./index.mjs").Index} index
 * @param {string} word
 * @param {boolean} open whether the word may still be going on
 * @returns {Map<string, number>}
 */
export function lookUp(index, word, open) {
  const key = word + open;
  if (!index.known.has(key)) index.known.set(key, search(index, word, open));
  return index.known.get(key);
}

function search({ words, rarity }, word, open) {
  const found = new Map();
  const add = (other, sure) => rarity.has(other) && sure > (found.get(other) ?? 0) && found.set(other, sure);
  const stem = stemOf(word);
  add(stem, 1);
  const exact = found.size;
  for (const group of SYNONYMS) if (group.includes(stem)) for (const other of group) add(other, 0.6);
  if ((open || word[3]) && /\D/.test(word)) {
    for (const [other, target] of words) if (other.startsWith(word)) add(target, (exact ? 0.4 : 0.6) + (0.4 * word.length) / other.length);
  }
  // A word of four letters may have one slip, one of seven two; only the nearest count.
  for (let slips = 1; slips <= (word[6] ? 2 : word[3] ? 1 : 0) && !found.size; slips++) {
    for (const [other, target] of words) if (other[2] && distance(word, other, slips) <= slips) add(target, 1 - slips / 5);
  }
  return found;
}

/**
 * Takes a word that the content lacks apart into two that it has: "wrongnumber", "g729codec", "unregistered" (no, registered).
 * @param {import("./index.mjs").Index} index
 * @param {string} word
 * @returns {string[]} the two, or the word as it was
 */
export function takeApart({ rarity }, word) {
  const whole = word.replace(/^(un|non)/, "no");
  for (let cut = rarity.has(stemOf(word)) ? 0 : whole.length - 3; cut > 1; cut--) {
    const parts = [whole.slice(0, cut), whole.slice(cut)];
    if (parts.every((part) => rarity.has(stemOf(part)))) return parts;
  }
  return [word];
}
