// Makes the index that ranking reads: the words of each sentence of each field of each code, and how rare they are.

import { splitWords, stemOf } from "./words.mjs";
import { isNoise } from "./query.mjs";

/**
 * @typedef {object} Sentence
 * @property {number} of       which of the codes it speaks of
 * @property {number} weight   what its field counts
 * @property {string[]} stems  its words, each once
 *
 * @typedef {object} Index
 * @property {object[]} codes               entries in the form of codes.json
 * @property {Record<string, Sentence[]>} places  stem → where it stands
 * @property {Set<string>} words             the words as written
 * @property {Record<string, number>} rarity  stem → how much it says: the fewer codes have it, the more
 * @property {number[]} likely              for each of the codes, how likely it is what a call failed with
 */

/** What a word says that is noise in most queries. */
const LITTLE = 0.1;

/** Below 1, a rare word counts less beyond a common one: what is rare here may be chance in so few texts. */
const RARE = 0.7;

/** What a code counts that no call fails with: who searches has a call that failed. Without codes.json none is known. */
const NO_FAILURE = 0.8;

/** How much it counts that others name a code as related, since such a code is commoner: the power of their number. */
const FAME = 0.2;

/** The fields of a code that are looked through, also those of its common question, with what they count. */
const FIELDS = Object.entries({ reason: 10, softphone: 10, search: 7, typical_causes: 7, meaning: 5, standard: 3, retry: 3, next_step: 3, action: 3, shown_as: 4 });

/** How many codes are read at a time: as many as a slow phone reads within a frame. */
const AT_A_TIME = 8;

/**
 * Makes an index step by step, so that others can work in between; the last step gives it.
 * @param {object[]} codes the `codes` of codes.json, or as much of them as the page holds
 * @returns {Generator<Index | undefined>}
 */
export function* indexing(codes) {
  const words = new Set();
  const rarity = { __proto__: null };
  const places = { __proto__: null };
  for (const [of, entry] of codes.entries()) {
    const all = FIELDS.flatMap(([field, weight]) => sentencesOf([entry[field], entry.question?.[field]], words).map((stems) => ({ of, weight, stems })));
    for (const sentence of all) {
      for (const stem of sentence.stems) (places[stem] ??= []).push(sentence);
    }
    if (of % AT_A_TIME === 0) yield;
  }
  for (const stem in places) rarity[stem] = isNoise(stem) ? LITTLE : Math.log(1 + codes.length / new Set(places[stem].map(({ of }) => of)).size) ** RARE;
  const likely = codes.map(({ code, ends_call = "yes" }) => (ends_call === "yes" ? 1 : NO_FAILURE) * (1 + codes.filter(({ related = [] }) => related.includes(code)).length) ** FAME);
  yield { codes, places, words, rarity, likely };
}

/** Makes an index in one go. @param {object[]} codes @returns {Index} */
export function makeIndex(codes) {
  return [...indexing(codes)].pop();
}

/** Takes texts apart into sentences, and these into stems. */
function sentencesOf(texts, words) {
  return texts.flat().filter(Boolean).flatMap((text) => text.split(". ")).map((sentence) => {
    // A name such as Min-Expires is one word too.
    const names = sentence.match(/\w+(-\w+)+/g) ?? [];
    const stems = [...splitWords(sentence), ...names.map((name) => splitWords(name).join(""))].map((word) => {
      words.add(word);
      return stemOf(word);
    });
    return [...new Set(stems)];
  });
}
