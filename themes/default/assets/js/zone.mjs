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

/** What names a zone in somebody's own words: "UTC", "CEST", "14:05Z", "+01:00". A hyphen may mean "to". */
const ZONE = /utc|gmt|\dz\b|\+\d\d:?\d\d|\b[ce]e?s?t\b|\b[a-z][sd]t\b/i;

/**
 * What was filled in for a time, with the zone: "2026-11-22T14:05" becomes "2026-11-22 14:05 UTC+01:00", "9:10 to 9:42"
 * becomes "9:10 to 9:42 UTC+01:00". A text without digits or with a zone of its own stays.
 * @param {string} value
 * @param {(moment: Date) => string} zoneAt
 * @returns {string}
 */
export function withZone(value, zoneAt) {
  const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value);
  const text = isMoment ? value.replace("T", " ") : value.trim();
  if (!/\d/.test(text) || ZONE.test(text)) return text;
  return `${text} ${zoneAt(isMoment ? new Date(value) : new Date())}`;
}
