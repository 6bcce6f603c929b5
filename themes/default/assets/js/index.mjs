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
 * @property {Map<number, number[]>} causes Q.850 cause → codes
 * @property {Map<string, Map<string, number>>} known  words looked up before
 */

/** What a word says that is noise in most queries. */
const LITTLE = 0.1;

/** The fields of a code that are looked through, also those of its common question, with what they count. */
const FIELDS = Object.entries({
  reason: 10,
  softphone: 10,
  search: 7,
  typical_causes: 7,
  meaning: 5,
  standard: 2,
  retry: 2,
  next_step: 2,
  action: 2,
  badges: 1,
  types: 1,
});

/**
 * @param {object[]} codes the `codes` of codes.json, or as much of them as the page holds
 * @returns {Index}
 */
export function makeIndex(codes) {
  const index = { codes, sentences: [], words: new Map(), rarity: new Map(), causes: new Map(), known: new Map() };
  for (const entry of codes) {
    const texts = [entry, entry.question ?? {}];
    index.sentences.push(texts.flatMap((text) => FIELDS.flatMap(([field, weight]) => sentencesOf(index, weight, text[field] ?? []))));
    for (const stem of new Set(index.sentences.at(-1).flatMap(({ stems }) => stems))) {
      index.rarity.set(stem, (index.rarity.get(stem) ?? 0) + 1);
    }
    for (const cause of entry.q850 ?? []) index.causes.set(cause, [...(index.causes.get(cause) ?? []), entry.code]);
  }
  for (const [stem, places] of index.rarity) index.rarity.set(stem, Math.log(1 + codes.length / places));
  for (const [word, stem] of index.words) if (isNoise(word)) index.rarity.set(stem, LITTLE);
  return index;
}

/** Takes a text, or several, apart; what ends in a full stop, a colon or a semicolon is a sentence. */
function sentencesOf(index, weight, text) {
  const sentences = [text].flat().join(". ").split(/[.:;] /);
  return sentences.map((sentence) => {
    const words = splitWords(sentence);
    for (const word of words) index.words.set(word, stemOf(word));
    return { weight, stems: [...new Set(words.map(stemOf))] };
  });
}
