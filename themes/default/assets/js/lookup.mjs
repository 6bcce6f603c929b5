// Finds the words of the content that a visitor's word may stand for: the same, its beginning, a slip, a synonym.

import { splitWords, stemOf } from "./words.mjs";
import { distance } from "./distance.mjs";

/** Words that people use for one another, a line of thought each; the content's own `search` words come first. */
const SYNONYMS = [
  "phone handset device mobile",
  "hang hung hangup",
  "number lead contact",
  "answer reply respond pickup",
  "money credit balance funds",
  "carrier provider operator network",
  "person user customer client people",
  "price cost rate",
  "wrong bad invalid incorrect",
  "disconnected dead gone",
  "limit max maximum cap",
  "reject refuse decline",
].map((line) => splitWords(line).map(stemOf));

/**
 * The stems a word may stand for, each with how sure that is (1 = the very word).
 * @param {import("./index.mjs").Index} index
 * @param {string} word
 * @returns {Map<string, number>}
 */
export function lookUp({ words, rarity }, word) {
  const found = new Map();
  const add = (other, sure) => rarity.has(other) && sure > (found.get(other) ?? 0) && found.set(other, sure);
  const stem = stemOf(word);
  add(stem, 1);
  for (const group of SYNONYMS) if (group.includes(stem)) for (const other of group) add(other, 0.6);
  for (const [other, target] of words) if (other.startsWith(word)) add(target, word.length / other.length);
  // A word of four letters may have one slip, one of seven two.
  const limit = found.size ? 0 : word[6] ? 2 : word[3] ? 1 : 0;
  if (limit) for (const [other, target] of words) add(target, 1 - distance(word, other, limit) / 5);
  return found;
}

/**
 * Takes a word that the content lacks apart into two that it has: "wrongnumber", "g729codec", "unregistered" (no, registered).
 * @param {import("./index.mjs").Index} index
 * @param {string} word
 * @returns {string[]} the two, or the word as it was
 */
export function takeApart({ rarity }, word) {
  const known = (part) => rarity.has(stemOf(part));
  const whole = word.replace(/^un/, "no");
  for (let cut = known(word) ? 0 : whole.length - 3; cut > 1; cut--) {
    const parts = [whole.slice(0, cut), whole.slice(cut)];
    if (parts.every(known)) return parts;
  }
  return [word];
}
