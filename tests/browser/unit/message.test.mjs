// The message to support: masking, slots, time zones.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fillSlots, maskNumbers } from "../../../themes/default/assets/js/mask.mjs";
import { withZone, zoneText } from "../../../themes/default/assets/js/zone.mjs";

const MASKED = [
  ["+441632960961", "+44163xxxxx61"],
  ["+44 1632 960 961", "+44 163x xxx x61"],
  ["(415) 555-0123", "(415) 55x-xx23"],
  ["415.555.0123", "415.55x.xx23"],
  ["9609612", "9609x12"],
  ["sip:+441632960961@10.20.30.40:5060", "sip:+44163xxxxx61@10.20.30.40:5060"],
  ["101, 486 of 1000", "101, 486 of 1000"],
  ["", ""],
];
for (const [text, masked] of MASKED) {
  test(`${text || "nothing"} is shown as ${masked}`, () => assert.equal(maskNumbers(text), masked));
}

test("slots are filled, empty ones say so, unknown ones stay", () => {
  assert.equal(fillSlots("{a}, {b}, {c} {constructor}", { a: " 1 ", b: "" }, "(none)"), "1, (none), {c} {constructor}");
  assert.equal(fillSlots("{a}", { a: "$& {b}", b: "2" }, ""), "$& {b}");
});

const ZONES = [
  [-60, "UTC+01:00"],
  [-330, "UTC+05:30"],
  [210, "UTC-03:30"],
  [0, "UTC"],
];
for (const [minutes, text] of ZONES) {
  test(`${minutes} minutes to UTC are ${text}`, () => assert.equal(zoneText(minutes), text));
}

/** What is filled in for a time, and what support reads. */
const TIMES = [
  [" 9:10 to 9:42 ", "9:10 to 9:42 (my clock: UTC-05:00)"],
  ["9am PT", "9am PT (my clock: UTC-05:00)"],
  ["$1 $& 2", "$1 $& 2 (my clock: UTC-05:00)"],
  ["14:05 utc+1", "14:05 utc+1"],
  ["about two", "about two"],
  ["", ""],
];
for (const [value, text] of TIMES) {
  test(`the time "${value}" is told as "${text}"`, () => assert.equal(withZone(value, "{time} (my clock: {zone})", "UTC-05:00"), text));
}
