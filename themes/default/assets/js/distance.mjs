// How far apart two words are, in slips of the finger: a letter more, less, other, or two letters swapped.

/**
 * The number of slips between two words; a number above `limit` when there are more than that.
 * @param {string} left
 * @param {string} right
 * @param {number} limit
 * @returns {number}
 */
export function distance(left, right, limit) {
  if (Math.abs(left.length - right.length) > limit) return Infinity;
  let before = [];
  let row = Array.from(right + "0", (_, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= right.length; j++) {
      let slips = row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      if (left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) slips = Math.min(slips, before[j - 2] + 1);
      next[j] = slips = Math.min(slips, row[j] + 1, next[j - 1] + 1);
      least = Math.min(least, slips);
    }
    if (least > limit) return Infinity;
    before = row;
    row = next;
  }
  return row[right.length];
}
