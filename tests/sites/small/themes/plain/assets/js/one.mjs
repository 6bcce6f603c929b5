/** Says one.
 * @returns {number} */
export function one() {
  return 1;
}
