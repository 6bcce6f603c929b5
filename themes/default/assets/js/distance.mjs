// How far apart two words are, in slips of the finger: a letter more, less, other, or two letters swapped.

/**
 * The number of slips between two words; Infinity when there are more than `limit`.
 * @param {string} left
 * @param {string} right
 * @param {number} limit
 * @returns {number}
 */
export function distance(left, right, limit) {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > limit || !limit) return Infinity;
  let at = 0;
  while (left[at] === right[at]) at++;
  const after = (more, less) => 1 + distance(left.slice(at + more), right.slice(at + less), limit - 1);
  const swapped = left[at] === right[at + 1] && left[at + 1] === right[at];
  return Math.min(after(0, 1), after(1, 0), after(1, 1), swapped ? after(2, 2) : Infinity);
}

/**
 * The codes that are one slip from what was typed, the nearest number first.
 * @template {number | string} Code
 * @param {Code[]} codes
 * @param {string} digits
 * @returns {Code[]}
 */
export function nearTo(codes, digits) {
  const near = codes.filter((code) => distance(digits, String(code), 1) < 2);
  return near.sort((a, b) => Math.abs(digits - a) - Math.abs(digits - b));
}
