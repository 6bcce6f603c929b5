// Tells the time zone of a moment as support can read it: "UTC+02:00". To ask what it is called would hold a phone up for a
// tenth of a second.

/**
 * @param {number} minutes minutes to add to local time to reach UTC, as `Date.getTimezoneOffset` gives them
 * @returns {string}
 */
export function zoneText(minutes) {
  if (!minutes) return "UTC";
  const size = Math.abs(minutes);
  const offset = [size / 60, size % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  return `UTC${minutes > 0 ? "-" : "+"}${offset}`;
}

/**
 * The value of a time field with its zone: "2026-11-22T14:05" becomes "2026-11-22 14:05 UTC+01:00".
 * Any other text is the visitor's own and stays.
 * @param {string} value
 * @param {(moment: Date) => string} zoneAt
 * @returns {string}
 */
export function withZone(value, zoneAt) {
  return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value) ? `${value.replace("T", " ")} ${zoneAt(new Date(value))}` : value;
}
