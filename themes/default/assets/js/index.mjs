// Makes the index that ranking reads: the words of each sentence of each field of each code, and how rare they are.

import { splitWords, stemOf } from "./words.mjs";
import { isNoise } from "./query.mjs";

/**
 * @typedef {object} Sentence
 * @property {number} weight   what the field counts
 * @property {string[]} stems  its words, each once
 *
 * @typedef {object} Index
 * @property {object[]} codes               entries in the form of codes.json
 * @property {Sentence[][]} sentences       for each of the codes
 * @property {Map<string, string>} words    word as written → its stem
 * @property {Map<string, number>} rarity   stem → how much it says: the fewer codes have it, the more
 * @property {Map<number, number>} fame     code → how many others name it as related: the more, the commoner it is
 * @property {Map<string, Map<string, number>>} known  words looked up before
 */

/** What a word says that is noise in most queries. */
const LITTLE = 0.1;

/** Below 1, a rare word counts less beyond a common one: what is rare here may be chance in so few texts. */
const RARE = 0.7;

/** The fields of a code that are looked through, also those of its common question, with what they count. */
const FIELDS = Object.entries({ reason: 10, softphone: 10, search: 7, typical_causes: 7, meaning: 5, standard: 3, retry: 3, next_step: 3, action: 3, shown_as: 3 });

/** How many codes are read at a time: as many as a slow phone reads within a frame. */
const AT_A_TIME = 8;

/**
 * Makes an index step by step, so that others can work in between; the last step gives it.
 * @param {object[]} codes the `codes` of codes.json, or as much of them as the page holds
 * @returns {Generator<Index | undefined>}
 */
export function* indexing(codes) {
  const words = new Map();
  const rarity = new Map();
  const fame = new Map();
  for (const code of codes.flatMap(({ related = [] }) => related)) fame.set(code, (fame.get(code) ?? 0) + 1);
  const sentences = [];
  for (const entry of codes) {
    const all = FIELDS.flatMap(([field, weight]) => sentencesOf([entry[field], entry.question?.[field]], words).map((stems) => ({ weight, stems })));
    for (const stem of new Set(all.flatMap(({ stems }) => stems))) rarity.set(stem, (rarity.get(stem) ?? 0) + 1);
    if (sentences.push(all) % AT_A_TIME === 0) yield;
  }
  for (const [stem, places] of rarity) rarity.set(stem, Math.log(1 + codes.length / places) ** RARE);
  for (const stem of rarity.keys()) if (isNoise(stem)) rarity.set(stem, LITTLE);
  yield { codes, sentences, words, rarity, fame, known: new Map() };
}

/** Makes an index in one go. @param {object[]} codes @returns {Index} */
export function makeIndex(codes) {
  return [...indexing(codes)].pop();
}

/** Takes texts apart into sentences, and these into stems. */
function sentencesOf(texts, words) {
  return texts.flat().flatMap((text = "") => text.replace("AST_CAUSE_", "").split(". ")).map((sentence) => {
    // A name such as Min-Expires is one word too.
    const names = sentence.match(/\w+(-\w+)+/g) ?? [];
    const stems = [...splitWords(sentence), ...names.map((name) => splitWords(name).join(""))].map((word) => {
      words.set(word, stemOf(word));
      return words.get(word);
    });
    return [...new Set(stems)];
  });
}
