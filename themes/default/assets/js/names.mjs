// Reads what somebody copied from a system ("cause=34", "HANGUPCAUSE: 21", "normal temporary failure") and finds the rows that fit.

/**
 * @typedef {object} Row
 * @property {string[]} names    what a system shows, in lower case
 * @property {string[]} numbers  causes, codes and the system's own numbers
 * @property {string} text       all words of the row, in lower case
 */

/** Words that say what kind of name follows. */
const NOISE = /^(q|850|sip|isup|hangup_?cause|hangup|cause|dialstatus|reason|status|error|code|q850|ast_cause)$/;

/** Asterisk's names without what they all begin with. */
const PREFIX = "ast_cause_";

/**
 * The words of a query, and all of them as one name.
 * @param {string} text
 * @returns {{words: string[], joined: string}}
 */
export function readNames(text) {
  const all = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  const telling = all.map((word) => word.replace(PREFIX, "")).filter((word) => !NOISE.test(word));
  const words = telling[0] ? telling : all;
  return { words, joined: words.join("_") };
}

/**
 * @param {string[]} names
 * @param {string[]} numbers
 * @param {string} text
 * @returns {Row}
 */
export function makeRow(names, numbers, text) {
  return { names: names.map((name) => name.toLowerCase().replace(PREFIX, "")), numbers, text: text.toLowerCase() };
}

/**
 * The rows that fit best: those with the very name, or else with each word as a name or number, or with one of them, or with
 * names that begin so, or with the words anywhere.
 * @template {Row} R
 * @param {R[]} rows
 * @param {string} text
 * @returns {R[]}
 */
export function findRows(rows, text) {
  const { words, joined } = readNames(text);
  if (!words[0]) return rows;
  const is = ({ names, numbers }, word) => names.includes(word) || numbers.includes(word);
  const begins = ({ names }, word) => names.some((name) => name.startsWith(word) || name.includes(`_${word}`));
  const ways = [
    (row) => !/^\d+$/.test(joined) && row.names.includes(joined),
    (row) => words.every((word) => is(row, word)),
    (row) => words.some((word) => is(row, word)),
    (row) => words.every((word) => begins(row, word)),
    (row) => words.every((word) => row.text.includes(word)),
  ];
  for (const fits of ways) {
    const found = rows.filter(fits);
    if (found[0]) return found;
  }
  return [];
}
