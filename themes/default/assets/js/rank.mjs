// Ranks the codes for a query: explicit codes and causes alone, otherwise by how much of the query a code covers.

import { readQuery } from "./query.mjs";
import { lookUp, takeApart } from "./lookup.mjs";
import { stemOf } from "./words.mjs";
import { distance } from "./distance.mjs";

/** @typedef {{code: number, score: number}} Hit */

/** A hit must score this share of the best one. */
const SHARE = 0.3;

/** What a word counts that nothing in the content resembles. */
const UNKNOWN = 1.5;

/**
 * The codes that a query finds, best first; empty when nothing fits.
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @returns {Hit[]}
 */
export function rank(index, text) {
  const named = namedCodes(index, readQuery(text));
  if (named.length) return named.map((code, at) => ({ code, score: 1000 - at }));
  const words = wordsOf(index, text);
  const hits = index.codes.map(({ code }, at) => ({ code, score: scoreOf(index, index.sentences[at], words) }));
  hits.sort((a, b) => b.score - a.score);
  return hits.filter(({ score }) => score && score >= SHARE * hits[0].score);
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
 * @param {number[]} [fallback]
 * @returns {number[]}
 */
export function nearest(index, text, fallback = []) {
  const [digits] = text.match(/\d{3,4}/) ?? [""];
  const far = (code) => distance(digits, String(code), 1) + Math.abs(digits - code) / 1e4;
  const near = index.codes.map(({ code }) => code).filter((code) => far(code) < 2);
  return (near.length ? near.sort((a, b) => far(a) - far(b)) : fallback).slice(0, 3);
}

/**
 * The stems that a query finds, for marking them on the page; those that say little beside the others ("no") are left out.
 * @param {import("./index.mjs").Index} index
 * @param {string} text
 * @returns {Set<string>}
 */
export function foundStems(index, text) {
  const named = namedCodes(index, readQuery(text)).map(String);
  const found = named.length ? [] : wordsOf(index, text).flatMap(({ worths }) => [...worths]);
  const most = Math.max(...found.map(([, worth]) => worth));
  return new Set([...named, ...found.filter(([, worth]) => worth > most * 0.4).map(([stem]) => stem)]);
}

function namedCodes(index, { codes, causes, digits }) {
  const all = index.codes.map(({ code }) => code);
  const byCause = (cause) => index.causes.get(cause) ?? [];
  const begun = digits ? all.filter((code) => RegExp(`^${digits.replace(/x/g, ".")}`).test(code)) : [];
  const named = [...codes, ...causes.flatMap(byCause), ...begun].filter((code) => all.includes(code));
  return named.length ? [...new Set(named)] : byCause(Number(digits));
}

/**
 * The query's words: which stems each may stand for, with what these are worth, and what it is worth at most.
 * @returns {{worths: Map<string, number>, most: number}[]}
 */
function wordsOf(index, text) {
  const { words, pairs } = readQuery(text);
  const open = /[\p{L}\p{N}]$/u.test(text) && words.at(-1);
  return [...new Set(words)].flatMap((word) => takeApart(index, word)).map((word) => {
    const stem = stemOf(word);
    const found = new Map(lookUp(index, word, word === open));
    for (const pair of pairs) if (index.words.has(pair) && (pair.startsWith(stem) || pair.endsWith(word))) found.set(index.words.get(pair), 0.9);
    // What a word may stand for says no more than the word itself, where the content has it.
    const limit = found.get(stem) === 1 ? index.rarity.get(stem) : Infinity;
    const worths = new Map([...found].map(([other, sure]) => [other, sure * Math.min(limit, index.rarity.get(other))]));
    return { worths, most: Math.max(0, ...worths.values()) || UNKNOWN };
  });
}

/** How well the sentences of one code fit: each word by its best field, less for what is not covered; more for the best sentence. */
function scoreOf({ rarity }, sentences, words) {
  const total = sum(words.map(({ most }) => most));
  const covered = words.map(() => 0);
  const scores = words.map(() => 0);
  let best = 0;
  for (const { weight, stems } of sentences) {
    if (!stems.some((stem) => words.some(({ worths }) => worths.has(stem)))) continue;
    const matched = words.map(({ worths }) => stems.reduce((most, stem) => Math.max(most, worths.get(stem) ?? 0), 0));
    const part = sum(matched);
    matched.forEach((worth, at) => {
      covered[at] = Math.max(covered[at], worth);
      scores[at] = Math.max(scores[at], worth * weight);
    });
    best = Math.max(best, (weight * part ** 3) / total / sum(stems.map((stem) => rarity.get(stem))));
  }
  return (sum(scores) * sum(covered)) / total + best;
}

function sum(numbers) {
  return numbers.reduce((left, right) => left + right, 0);
}
