// Writes codes that stand as they are spoken in digits: "four oh eight", "four eighty-six", "five hundred and three".

/** The words for the digits 0 to 9; two letters tell them apart, and "twenty" to "ninety" too. */
const ONES = "oh one two three four five six seven eight nine".split(" ");
const ONE = `(${ONES.join("|")}|o|zero)`;
const TENS = "(?:(twen|thir|for|fif|six|seven|eigh|nine)ty)";
const SPOKEN = RegExp(`\\b${ONE}[ -](hundred[ -](?:and )?)?(?:${TENS}(?:[ -]${ONE})?|${ONE}(?:[ -]${ONE})?)\\b`, "gi");

/**
 * Puts three digits in the place of each code that is spelt out; other numbers stay words.
 * @param {string} text
 * @returns {string}
 */
export function writeNumerals(text) {
  return text.replace(SPOKEN, (spoken, first, hundred, tens, after, second, third) => {
    if (tens) return digits(first, tens, after);
    return third || hundred ? digits(first, third && second, third ?? second) : spoken;
  });
}

/** "zero", "o" and no word at all are 0. */
function digits(...words) {
  return words.map((word = "oh") => Math.max(0, ONES.findIndex((one) => one.startsWith(word.slice(0, 2).toLowerCase())))).join("");
}
