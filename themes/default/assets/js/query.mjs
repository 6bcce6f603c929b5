// Reads what a visitor typed or pasted: the response codes in it, the Q.850 causes, a code still being typed, the words.

import { splitWords, stemOf } from "./words.mjs";

/**
 * @typedef {object} Query
 * @property {number[]} codes   response codes 100–699, the most certain first
 * @property {number[]} causes  Q.850 cause values 1–127
 * @property {string} digits    digits when nothing else is there, even apart: "48", "4xx", "50 3" as "503"; else ""
 * @property {string[]} words   the words worth looking for
 * @property {string[]} pairs   each two neighbours as one word, in case they were one: "time out", "log in"
 */

const NOISE = new Set(
  splitWords(
    "sip error errors code codes status cause message reason http ast a an the i im we my our you your it is are was be get got getting " +
      "what whats why how does do did mean means meaning when to of in on for from and or with by at this that have has show says need please help should still",
  ),
);
const STATUS_LINE = /sip\/2\.0 +(\d{3})/g;
const CAUSE = /(?<![a-z])(?:q\W?(?:850|931)|isup|(?:hangup)?cause)(?:[^\w,]|_|cause|code|value|is)*(\d{1,3})(?!\.?\d)/g;
const CODE = /(?<![\p{L}\p{N}.])(?:sip|https?|error|code|status)?([1-6][\do]{2})(?:s|error|code)?(?![\p{L}\p{N}@]|\.\d)/gu;

/** Phone numbers, dates, times, addresses; numbers of header fields and settings. */
const NOT_CODES = /[\d.:+-]{8,}|\+\d[\d ()-]+|\d{3}\W{1,2}\d{3}\W\d{4}|(?:seq|length|forwards|expires|after|port): *\d+|(?<!code|cause|status|error|sip) ?= ?\d+/g;

/**
 * @param {string} text
 * @returns {Query}
 */
export function readQuery(text) {
  const line = text.toLowerCase();
  const causes = numbersIn(line, CAUSE).filter((cause) => cause && cause < 128);
  const rest = line.replace(CAUSE, (whole, value) => (value < 128 ? "" : whole)).replace(NOT_CODES, " ");
  const codes = [...new Set([...numbersIn(line, STATUS_LINE), ...numbersIn(rest, CODE)])];

  const all = splitWords(text);
  const telling = all.filter((word) => !isNoise(word));
  const kept = telling.length ? telling : all;
  const joined = kept.join("");
  return {
    codes,
    causes,
    digits: !codes[0] && !causes[0] && /^\d[\dx]{0,2}$/.test(joined) ? joined : "",
    words: kept.filter((word) => !codes.includes(toNumber(word))),
    pairs: all.slice(1).flatMap((word, at) => [all[at] + word, stemOf(all[at]) + word]),
  };
}

/**
 * Whether a word says nothing about which code is meant.
 * @param {string} word
 */
export function isNoise(word) {
  return NOISE.has(word);
}

function numbersIn(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => toNumber(match[1]));
}

/** Reads the letter o as a nought: "4o4". */
function toNumber(digits) {
  return Number(digits.replace(/o/g, "0"));
}
