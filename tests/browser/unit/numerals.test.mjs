// Numerals: which codes that are spelt out become digits, and which numbers stay words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { writeNumerals } from "../../../themes/default/assets/js/numerals.mjs";

const SPELT = [
  ["four oh four", "404"],
  ["Four-O-Eight", "408"],
  ["five zero three", "503"],
  ["four eighty six", "486"],
  ["four eighty-six", "486"],
  ["four eighty", "480"],
  ["four hundred and three", "403"],
  ["four hundred eighty seven", "487"],
  ["code six oh three again", "code 603 again"],
  ["two people", "two people"],
  ["one or two calls", "one or two calls"],
  ["four six", "four six"],
  ["two hundred calls", "two hundred calls"],
  ["one way audio", "one way audio"],
];
for (const [text, expected] of SPELT) {
  test(`"${text}" is read as "${expected}"`, () => assert.equal(writeNumerals(text), expected));
}
