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
 * @property {string} line      the text in lower case
 * @property {string[]} joined  names with hyphens as one word: "minexpires"
 * @property {string[][]} compounds  names with hyphens, and each two neighbours, in case the content has them as one word:
 *   "Min-Expires", "time out", "log in"
 */

const NOISE = new Set(
  splitWords("sip error code status cause message reason http a an the i my our your it is are was get what why how do does mean to of in on for from and or with this that have at by as if be after before under then than there when where who which they them he she we you me us has have had been can could should would just say said its im ive because still while got keep").map(stemOf),
);
const CAUSE = /(?:q\W?850|isup|(?<!be)cause)(?:[\W_]|cause|code|value|no|i|s)*([1-9]\d?|1[01]\d|12[0-7])(?!\.?\d)/g;
const CODE = /(?<![a-z\d.])(?:sip|error|code)?([1-6][\do]{2})(?:s|error)?(?![a-z\d@]|\.\d)/g;

/** The largest value of a Q.850 cause. */
const LAST_CAUSE = 127;

/**
 * What log lines hold beside an answer: extensions and users ("100" before an address, sip:100@host), channels (PJSIP/100,
 * sofia/out/100), lines of source files (app_dial.c:310), processes (kamailio[404]:), media (RTP/AVP 0 101).
 */
const BESIDE = /"\d+"(?=\W*<)|\bsips?:\w+@[\w.:-]+|\b((pj)?sip|sofia)\/(?!\d\.)\S*|\bext(ension|n)?\.? *\d+|\b\w+\.c\w*:\d*|\w\[\d+\](?=:)|rtp\/s?avpf?[ \d]+/gi;

/** Hexadecimal numbers, as in ISDN traces: the last seven bits are the value of a cause (Q.850, 2.1). */
const HEXADECIMAL = /\b0x[\da-f]*?([\da-f]{2})\b/gi;

/** Words with a digit or an underscore, words in capitals, and what stands in quotes. */
const NAMES = /(?<=")[A-Z][\w ]+(?=")|[A-Za-z]\w*[\d_]\w*|\b[A-Z]{2,}\b/g;

/** Phone numbers, dates, times, addresses; numbers of header fields and settings; warn-codes (RFC 3261, 20.43). */
const NOT_CODES = /[\d.:+-]{8,}|\+\d[\d ()-]+|\d{3}\W+\d{3}\W\d{4}|(?:seq|length|forwards|expires|after): *\d+|warning:? *3\d\d|(?<!code|cause|status|error|sip)=\d+/g;

/**
 * @param {string} text
 * @returns {Query}
 */
export function readQuery(text) {
  const told = writeNumerals(text.replace(BESIDE, " ").replace(HEXADECIMAL, (_, byte) => parseInt(byte, 16) & LAST_CAUSE));
  const line = told.toLowerCase();
  const causes = numbersIn(line, CAUSE);
  const codes = numbersIn(line.replace(CAUSE, "").replace(NOT_CODES, ""), CODE);

  const all = splitWords(told);
  const telling = all.filter((word) => !isNoise(stemOf(word)));
  const kept = telling.length ? telling : all;
  const together = kept.join("");
  const hyphened = (told.match(/\w+(-\w+)+/g) ?? []).map(splitWords);
  return {
    codes,
    causes,
    line,
    digits: !causes[0] && /^\d[\dx]{0,2}$/.test(together) ? together : "",
    names: [...(text.match(NAMES) ?? []), all[1] ? all.join("_") : ""].map(nameOf),
    words: (causes[0] ? telling : kept).filter((word) => !(causes[0] ? /\d|^q$/ : /^\d$/).test(word) && !codes.includes(toNumber(word))),
    joined: hyphened.map((parts) => parts.join("")),
    compounds: [
      ...hyphened,
      // "call to" and "call too" are no "callto".
      ...all.slice(1).flatMap((word, at) => (/^too?$/.test(word) ? [] : [[all[at], word], [stemOf(all[at]), word]])),
    ],
  };
}

/**
 * The codes that a query names, by themselves or by a Q.850 cause; the one that it is about, where there is one; that cause.
 * @param {import("./index.mjs").Index} index
 * @param {Query} query
 * @returns {{named: number[], exact?: number, cause?: number}}
 */
export function namedIn({ codes }, query) {
  const begun = RegExp(`^${query.digits.replace(/x/g, ".") || "-"}`);
  // Of several codes a line is about one whose phrase stands there, and about the end of the call: neither what came on the way nor a challenge.
  const place = ({ code, reason }) => (code < 300 ? 2 : [401, 407].includes(code) - 2 * query.line.includes(reason.toLowerCase()));
  const isMeant = ({ code }) => query.codes.includes(code) || begun.test(code);
  const meant = codes.filter(isMeant).sort((one, other) => place(one) - place(other));
  // A number alone that no code begins with is a cause: "17".
  const causes = query.digits && !meant[0] ? [Number(query.digits)] : query.causes;
  const caused = codes.filter((entry) => !isMeant(entry) && entry.q850?.some((cause) => causes.includes(cause)));
  const named = [...meant, ...caused].map(({ code }) => code);
  return {
    named,
    exact: (meant[0] ? meant : named)[1] || (query.digits && meant[0] && !query.digits[2]) ? undefined : named[0],
    cause: causes.find((cause) => cause <= LAST_CAUSE),
  };
}

/** The one form of a name that a system shows: "User busy", AST_CAUSE_USER_BUSY. */
export function nameOf(text) {
  return text.toUpperCase().replace("AST_CAUSE_", "").replace(/\W+/g, "_");
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
