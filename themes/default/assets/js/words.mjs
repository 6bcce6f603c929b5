// Turns text into words that can be compared: case, accents, punctuation, CamelCase, SNAKE_CASE, British and American
// spelling and the common endings are folded away. The same rules read the content and the query.

/** @type {Record<string, string>} */
const stems = { __proto__: null };

/**
 * What turns the spellings and endings of a word into one form, in this order: each pattern with what takes its place.
 * "cancelled", "canceled" and "cancellation" become "cancel"; what comes out need not be a word. Other differences between
 * British and American spelling ("colour", "centre") are one slip, and found as such.
 */
const ENDINGS = [
  [/^(not|cannot|without|never|nobody|dont|doesnt|cant|wont)$/, "no"],
  [/ies$/, "y"],
  [/miss(ion|ible)$/, "mit"],
  [/([^ius])s$/, "$1"],
  [/([iy])s(?=[ei]|at)/, "$1z"],
  [/(?<=...)(ing|ed)$/, ""],
  [/(.)\1$/, "$1"],
  [/(.)\1(?=er$)/, "$1"],
  [/(?<=.{4})([aei]tion|ion|ure|i?ly)$/, ""],
  [/e$/, ""],
  [/(.)\1$/, "$1"],
];

/**
 * Splits text into lower-case words without accents; "isn't" gives "is", "not".
 * @param {string} text
 * @returns {string[]}
 */
export function splitWords(text) {
  return (
    text
      .normalize("NFKD")
      .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ")
      .toLowerCase()
      .replace(/n['’]t\b/g, " not")
      .replace(/\p{M}|['’]/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * The form under which all spellings and endings of a word meet. Words with digits and of less than four letters stay.
 * @param {string} word one word from `splitWords`
 * @returns {string}
 */
export function stemOf(word) {
  const isFixed = () => /\d|^(..?|(?!not).{3}|sips)$/.test(word);
  return (stems[word] ??= isFixed() ? word : ENDINGS.reduce((stem, [end, by]) => stem.replace(end, by), word));
}
