// Ranks the codes for a query: explicit codes and causes alone, otherwise by how much of the query a code covers.

import { nameOf, namedIn, readQuery } from "./query.mjs";
import { keepMost, lookUp, takeApart } from "./lookup.mjs";
import { stemOf } from "./words.mjs";
import { nearTo } from "./distance.mjs";

/**
 * @typedef {[code: number, score: number]} Hit
 *
 * @typedef {object} Finding
 * @property {Hit[]} hits       best first; empty when nothing fits
 * @property {number} [exact]   the one code of the site that the query names, by itself or by its Q.850 cause
 * @property {number} [cause]   the cause that the query names: it answers with its own codes, or with what else is said
 * @property {Set<string>} stems  what was found, for marking it on the page; stems that say little, and codes, are left out
 */

/** A hit must score this share of the best one. */
const SHARE = 0.4;

/** What a code scores whose phrase, or the very name that a system shows for it, is asked for: more than any words. */
const SHOWN = 1000;

/** What the parts count of a name that the content has as one word: "Min-Expires", "time out". */
const PART = 0.3;

/** What such a name counts that was typed with its hyphen: nobody means its parts by it. */
const WHOLE = 2;

/** What a word must be worth to be marked. */
const LEAST = 0.5;

/**
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @returns {Finding}
 */
export function rank(index, text) {
  const query = readQuery(text);
  const { named, exact, cause } = namedIn(index, query);
  const words = named[0] || (cause && query.digits) ? [] : wordsOf(index, query);
  return {
    hits: words[0] ? hitsOf(index, query, words) : named.map((code) => [code, 1]),
    exact,
    cause,
    stems: new Set(words.flat().filter(([, worth]) => worth > LEAST).map(([stem]) => stem)),
  };
}

/** The codes that the words of a query find, best first. */
function hitsOf(index, { names }, words) {
  const isShown = ({ reason, shown_as = [] }) => [reason, ...shown_as].some((name) => names.includes(nameOf(name)));
  const scores = scoresOf(index, words);
  const hits = index.codes.map((entry, of) => [entry.code, scores[of] * index.likely[of] + (isShown(entry) && SHOWN)]);
  hits.sort(([, a], [, b]) => b - a);
  return hits.filter(([, score]) => score > SHARE * hits[0][1]);
}

/**
 * Up to three codes near a query that found nothing: by its digits, else the ones given.
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @param {number[]} fallback
 * @returns {number[]}
 */
export function nearest(index, text, fallback) {
  const [digits] = text.match(/\d{3,4}/) ?? [""];
  const near = nearTo(index.codes.map(({ code }) => code), digits);
  return (near[0] ? near : fallback).slice(0, 3);
}

/**
 * The query's words: which stems each may stand for, with what these are worth.
 * @returns {[stem: string, worth: number][][]}
 */
function wordsOf(index, { words, compounds, joined }) {
  const known = compounds.filter((parts) => index.rarity[stemOf(parts.join(""))]);
  const all = [...words, ...new Set(known.map((parts) => parts.join("")))].flatMap((word) => takeApart(index, word));
  return all.map((word) => {
    // What a word may stand for says no more than the word itself, where the content has it.
    const limit = index.words.has(word) ? index.rarity[stemOf(word)] : Infinity;
    const share = joined.includes(word) ? WHOLE : known.flat().includes(word) ? PART : 1;
    return lookUp(index, word, word === words.at(-1)).map(([other, sure]) => [other, share * sure * Math.min(limit, index.rarity[other])]);
  });
}

/** How well each code fits: each word by its best field; more for the best sentence. */
function scoresOf({ codes, places, rarity }, words) {
  const fields = codes.map(() => []);
  const best = codes.map(() => 0);
  /** What each sentence has of each word. */
  const matched = new Map();
  for (const [at, worths] of words.entries()) {
    for (const [stem, worth] of worths) {
      for (const sentence of places[stem]) {
        matched.set(sentence, matched.get(sentence) ?? []);
        keepMost(matched.get(sentence), at, worth);
        keepMost(fields[sentence.of], at, worth * sentence.weight);
      }
    }
  }
  for (const [{ of, weight, stems }, worths] of matched) {
    const part = sum(worths);
    keepMost(best, of, weight * part * Math.min(1, part / sum(stems.map((stem) => rarity[stem]))));
  }
  return best.map((most, of) => sum(fields[of]) + most);
}

function sum(numbers) {
  return numbers.reduce((left, right) => left + right, 0);
}
