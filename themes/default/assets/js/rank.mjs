// Ranks the codes for a query: explicit codes and causes alone, otherwise by how much of the query a code covers.

import { readQuery } from "./query.mjs";
import { lookUp, takeApart } from "./lookup.mjs";
import { stemOf } from "./words.mjs";
import { distance } from "./distance.mjs";

/** @typedef {{code: number, score: number}} Hit */

/** A hit must score this share of the best one. */
const SHARE = 0.4;

/** What a code scores whose phrase, or the very name that a system shows for it, is asked for: more than any words. */
const SHOWN = 1000;

/** What the parts count of a name that the content has as one word: "Min-Expires", "time out". */
const PART = 0.3;

/** What a word must be worth to be marked. */
const LEAST = 0.5;

/**
 * The codes that a query finds, best first; empty when nothing fits.
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @returns {Hit[]}
 */
export function rank(index, text) {
  const query = readQuery(text);
  const named = namedCodes(index, query);
  if (named[0]) return named.map((code) => ({ code, score: 1 }));
  const words = wordsOf(index, query);
  const isShown = ({ reason, shown_as = [] }) => [reason.toUpperCase().replace(/\W+/g, "_"), ...shown_as].some((name) => query.names.includes(name.replace("AST_CAUSE_", "")));
  const scores = scoresOf(index, words);
  const hits = index.codes.map((entry, of) => ({ code: entry.code, score: scores[of] * index.likely[of] + (isShown(entry) && SHOWN) }));
  hits.sort((a, b) => b.score - a.score);
  return hits.filter(({ score }) => score > SHARE * hits[0].score);
}

/**
 * The one code of the site that a query names, by itself or by its Q.850 cause.
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @returns {number | undefined}
 */
export function exactCode(index, text) {
  const query = readQuery(text);
  const [code, another] = namedCodes(index, query);
  return another || (query.digits && String(code).startsWith(query.digits) && !query.digits[2]) ? undefined : code;
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
  const near = index.codes.map(({ code }) => code).filter((code) => distance(digits, String(code), 1) < 2);
  return (near[0] ? near.sort((a, b) => Math.abs(digits - a) - Math.abs(digits - b)) : fallback).slice(0, 3);
}

/**
 * The stems that a query finds, for marking them on the page; those that say little are left out.
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @returns {Set<string>}
 */
export function foundStems(index, text) {
  const query = readQuery(text);
  const named = namedCodes(index, query).map(String);
  const found = named[0] ? [] : wordsOf(index, query).flatMap((worths) => [...worths]);
  return new Set([...named, ...found.filter(([, worth]) => worth > LEAST).map(([stem]) => stem)]);
}

function namedCodes({ codes }, query) {
  const begun = RegExp(`^${query.digits.replace(/x/g, ".") || "-"}`);
  const fits = ({ code, q850 = [] }) => query.codes.includes(code) || q850.some((cause) => query.causes.includes(cause)) || begun.test(code);
  const named = codes.filter(fits).map(({ code }) => code);
  return named[0] || !query.digits ? named : namedCodes({ codes }, { codes: [], causes: [Number(query.digits)], digits: "" });
}

/**
 * The query's words: which stems each may stand for, with what these are worth.
 * @returns {Map<string, number>[]}
 */
function wordsOf(index, { words, compounds }) {
  const known = compounds.filter((parts) => index.rarity.has(stemOf(parts.join(""))));
  const all = [...words, ...new Set(known.map((parts) => parts.join("")))].flatMap((word) => takeApart(index, word));
  return all.map((word) => {
    const found = lookUp(index, word);
    // What a word may stand for says no more than the word itself, where the content has it.
    const limit = index.words.has(word) ? index.rarity.get(stemOf(word)) : Infinity;
    const share = known.flat().includes(word) ? PART : 1;
    return new Map([...found].map(([other, sure]) => [other, share * sure * Math.min(limit, index.rarity.get(other))]));
  });
}

/** How well each code fits: each word by its best field; more for the best sentence. */
function scoresOf({ codes, places, rarity }, words) {
  const fields = codes.map(() => words.map(() => 0));
  const best = codes.map(() => 0);
  /** What each sentence has of each word. */
  const matched = new Map();
  for (const [at, worths] of words.entries()) {
    for (const [stem, worth] of worths) {
      for (const sentence of places.get(stem)) {
        matched.set(sentence, matched.get(sentence) ?? words.map(() => 0));
        keepMost(matched.get(sentence), at, worth);
        keepMost(fields[sentence.of], at, worth * sentence.weight);
      }
    }
  }
  for (const [{ of, weight, stems }, worths] of matched) {
    const part = sum(worths);
    keepMost(best, of, weight * part * Math.min(1, part / sum(stems.map((stem) => rarity.get(stem)))));
  }
  return best.map((most, of) => sum(fields[of]) + most);
}

function keepMost(numbers, at, number) {
  numbers[at] = Math.max(numbers[at], number);
}

function sum(numbers) {
  return numbers.reduce((left, right) => left + right, 0);
}
