// Finds the words of the content that a visitor's word may stand for: the same, its beginning, a slip, a synonym.

import { splitWords, stemOf } from "./words.mjs";
import { distance } from "./distance.mjs";

/** Words that people use for one another, a line of thought each; the content's own `search` words come first. */
const SYNONYMS = `phone handset device mobile
hang hung hangup
number lead contact
answer reply respond pickup
money credit balance funds
carrier provider operator network
person user customer client people
price cost rate
wrong bad invalid incorrect
disconnected dead gone
limit max maximum cap
reject refuse decline
redial retry`.split("\n").map((line) => splitWords(line).map(stemOf));

/**
 * The stems a word may stand for, each with how sure that is (1 = the very word).
 * @param {import("./index.mjs").Index} index
 * @param {string} word
 * @param {boolean} isLast whether it may still be being typed
 * @returns {[stem: string, sure: number][]}
 */
export function lookUp({ words, rarity }, word, isLast) {
  const found = { __proto__: null };
  const add = (other, sure) => sure > 0 && rarity[other] && keepMost(found, other, sure);
  const stem = stemOf(word);
  add(stem, 1);
  for (const group of SYNONYMS) if (group.includes(stem)) for (const other of group) add(other, 0.6);
  // Three letters begin too many words, unless more are still to come.
  if (word[3] || isLast) for (const other of words) if (other.startsWith(word)) add(stemOf(other), word.length / other.length);
  // A word of four letters may have one slip, one of seven two.
  const slips = Object.keys(found)[0] ? 0 : word[6] ? 2 : word[3] ? 1 : 0;
  if (slips) for (const other of words) add(stemOf(other), 1 - distance(word, other, slips) / 5);
  return Object.entries(found);
}

/**
 * Puts a number in its place, unless a larger one stands there.
 * @param {Record<string | number, number>} numbers
 * @param {string | number} at
 * @param {number} number
 */
export function keepMost(numbers, at, number) {
  numbers[at] = Math.max(numbers[at] ?? 0, number);
}

/**
 * Takes a word that the content lacks apart into two that it has in one sentence: "wrongnumber", "unregistered" (no, registered).
 * Two that only stand somewhere would make any word a hit: "nothingmatches".
 * @param {import("./index.mjs").Index} index
 * @param {string} word
 * @returns {string[]} the two, or the word as it was
 */
export function takeApart({ places }, word) {
  const sentences = (part) => places[stemOf(part)];
  const whole = word.replace(/^un/, "no");
  for (let cut = sentences(word) ? 0 : whole.length - 3; cut > 1; cut--) {
    const [left, right] = [whole.slice(0, cut), whole.slice(cut)];
    if (sentences(left)?.some(({ stems }) => stems.includes(stemOf(right)))) return [left, right];
  }
  return [word];
}
