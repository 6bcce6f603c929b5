// Reads what a visitor typed or pasted: the response codes in it, the Q.850 causes, a code still being typed, the words.

import { writeNumerals } from "./numerals.mjs";
import { splitWords, stemOf } from "./words.mjs";

/**
 * @typedef {object} Query
 * @property {number[]} codes   response codes 100–699
 * @property {number[]} causes  Q.850 cause values 1–127
 * @property {string} digits    digits when nothing else is there, even apart: "48", "4xx", "50 3" as "503"; else ""
 * @property {string[]} words   the words worth looking for
 * @property {string[]} names   what systems show may be among them, in capitals: "CHANUNAVAIL", "D19", "USER_BUSY"; also for "user busy"
 * @property {string[][]} compounds  names with hyphens, and each two neighbours, in case the content has them as one word:
 *   "Min-Expires", "time out", "log in"
 */

const NOISE = new Set(
  splitWords("sip error code status cause message reason http a an the i my our your it is are was get what why how do does mean to of in on for from and or with this that have at by as if be after before under then than there when where who which they them he she we you me").map(stemOf),
);
const CAUSE = /(?:q\W?850|isup|(?<!be)cause)(?:[\W_]|cause|code|is)*([1-9]\d?|1[01]\d|12[0-7])(?!\.?\d)/g;
const CODE = /(?<![a-z\d.])(?:sip|error|code)?([1-6][\do]{2})(?:s|error)?(?![a-z\d@]|\.\d)/g;

/** The largest value of a Q.850 cause. */
const LAST_CAUSE = 127;

/** Extensions and users in log lines: "100" before an address, sip:100@host, PJSIP/100. Their numbers are no codes. */
const EXTENSIONS = /"\d+"(?=\W*<)|\bsips?:\w+@[\w.:-]+|\b(pj)?sip\/\d{3,}|\bext(ension|n)?\.? *\d+/gi;

/** Words with a digit or an underscore, and words in capitals. */
const NAMES = /[A-Za-z]\w*[\d_]\w*|\b[A-Z]{2,}\b/g;

/** Phone numbers, dates, times, addresses; numbers of header fields and settings; warn-codes (RFC 3261, 20.43). */
const NOT_CODES = /[\d.:+-]{8,}|\+\d[\d ()-]+|\d{3}\W+\d{3}\W\d{4}|(?:seq|length|forwards|expires|after): *\d+|warning:? *3\d\d|(?<!code|cause|status|error|sip)=\d+/g;

/**
 * @param {string} text
 * @returns {Query}
 */
export function readQuery(text) {
  const told = writeNumerals(text.replace(EXTENSIONS, " "));
  const line = told.toLowerCase();
  const causes = numbersIn(line, CAUSE);
  const codes = numbersIn(line.replace(CAUSE, "").replace(NOT_CODES, ""), CODE);

  const all = splitWords(told);
  const telling = all.filter((word) => !isNoise(stemOf(word)));
  const kept = telling.length ? telling : all;
  const joined = kept.join("");
  return {
    codes,
    causes,
    digits: !causes[0] && /^\d[\dx]{0,2}$/.test(joined) ? joined : "",
    names: [...(text.match(NAMES) ?? []), all[1] ? all.join("_") : ""].map((name) => name.toUpperCase().replace("AST_CAUSE_", "")),
    words: kept.filter((word) => !/^\d$/.test(word) && !codes.includes(toNumber(word))),
    compounds: [
      ...(told.match(/\w+(-\w+)+/g) ?? []).map(splitWords),
      ...all.slice(1).flatMap((word, at) => [[all[at], word], [stemOf(all[at]), word]]),
    ],
  };
}

/**
 * The codes that a query names, by themselves or by a Q.850 cause, and that cause.
 * @param {import("./index.mjs").Index} index
 * @param {Query} query
 * @returns {{named: number[], cause?: number}}
 */
export function namedIn({ codes }, query) {
  const begun = RegExp(`^${query.digits.replace(/x/g, ".") || "-"}`);
  const isMeant = ({ code }) => query.codes.includes(code) || begun.test(code);
  // A number alone that no code begins with is a cause: "17".
  const causes = query.digits && !codes.some(isMeant) ? [Number(query.digits)] : query.causes;
  const named = codes.filter((entry) => isMeant(entry) || entry.q850?.some((cause) => causes.includes(cause)));
  return { named: named.map(({ code }) => code), cause: causes.find((cause) => cause <= LAST_CAUSE) };
}

/**
 * Whether a word says nothing about which code is meant.
 * @param {string} stem
 */
export function isNoise(stem) {
  return NOISE.has(stem);
}

function numbersIn(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => toNumber(match[1]));
}

/** Reads the letter o as a nought: "4o4". */
function toNumber(digits) {
  return Number(digits.replace(/o/g, "0"));
}
