export function one() {
  return /x;
}
