// Tells the time zone of a moment as support can read it: "UTC+02:00". To ask what it is called would hold a phone up for a
// tenth of a second.

import { fillSlots } from "./mask.mjs";

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
 * What was filled in for a time, and in which zone the visitor's clock is: what support reads must not hang on a guess. A text
 * without digits is no time, and one that counts from UTC needs no more.
 * @param {string} value
 * @param {string} clock such as "{time} (my clock: {zone})"
 * @param {string} zone
 * @returns {string}
 */
export function withZone(value, clock, zone) {
  const time = value.trim();
  return /\d/.test(time) && !/utc|gmt/i.test(time) ? fillSlots(clock, { time, zone }, "") : time;
}
