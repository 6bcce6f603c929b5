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

/** What a code counts that no call fails with: who searches has a call that failed. */
const NO_FAILURE = 0.8;

/** How much it counts that others name a code as related: the power of their number. */
const FAME = 0.2;

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
  const words = wordsOf(index, text);
  const isShown = ({ reason, shown_as = [] }) => [reason.toUpperCase().replace(/\W+/g, "_"), ...shown_as].some((name) => query.names.includes(name.replace("AST_CAUSE_", "")));
  const hits = index.codes.map((entry, at) => ({ code: entry.code, score: scoreOf(index, index.sentences[at], words) * likelihood(index, entry) + (isShown(entry) && SHOWN) }));
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
  const named = namedCodes(index, readQuery(text)).map(String);
  const found = named[0] ? [] : wordsOf(index, text).flatMap((worths) => [...worths]);
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
function wordsOf(index, text) {
  const { words, compounds } = readQuery(text);
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

/** How well the sentences of one code fit: each word by its best field; more for the best sentence. */
function scoreOf({ rarity }, sentences, words) {
  const scores = words.map(() => 0);
  let best = 0;
  for (const { weight, stems } of sentences) {
    const matched = words.map((worths) => Math.max(0, ...stems.map((stem) => worths.get(stem) ?? 0)));
    matched.forEach((worth, at) => (scores[at] = Math.max(scores[at], worth * weight)));
    const part = sum(matched);
    best = Math.max(best, part && weight * part * Math.min(1, part / sum(stems.map((stem) => rarity.get(stem)))));
  }
  return sum(scores) + best;
}

/** How likely a code is what a call failed with; a page without codes.json does not tell. */
function likelihood({ fame }, { code, ends_call = "yes" }) {
  return (ends_call === "yes" ? 1 : NO_FAILURE) * (1 + (fame.get(code) ?? 0)) ** FAME;
}

function sum(numbers) {
  return numbers.reduce((left, right) => left + right, 0);
}
