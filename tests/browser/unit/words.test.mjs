// Words: which spellings and endings meet, which do not, and how far slips go.

import assert from "node:assert/strict";
import { test } from "node:test";
import { distance } from "../../../themes/default/assets/js/distance.mjs";
import { splitWords, stemOf } from "../../../themes/default/assets/js/words.mjs";

const SAME = [
  ["cancelled", "canceled", "cancel", "cancellation"],
  ["dialled", "dialed", "dialing", "dials"],
  ["dialler", "dialer", "diallers"],
  ["authorisation", "authorization", "authorised"],
  ["normalise", "normalized"],
  ["busy", "busy"],
  ["countries", "country"],
  ["rejected", "reject", "rejecting", "rejection"],
  ["hops", "hop"],
  ["missing", "miss"],
  ["failed", "failure", "failing"],
  ["permission", "permitted"],
  ["registering", "registered", "register"],
  ["not", "no", "cannot", "without"],
];
for (const words of SAME) {
  test(`${words.join(", ")} are one word`, () => assert.equal(new Set(words.map(stemOf)).size, 1, words.map(stemOf).join()));
}

/** What is split, and into which words. */
const SPLIT = [
  ["BusyHere", ["busy", "here"]],
  ["HangupCauseCode", ["hangup", "cause", "code"]],
  ["QoS", ["qos"]],
  ["PASSporT", ["passport"]],
  ["isn't", ["is", "not"]],
];
for (const [text, words] of SPLIT) {
  test(`${text} is split into ${words.join(", ")}`, () => assert.deepEqual(splitWords(text), words));
}

const OTHER = [
  ["sips", "sip"],
  ["offer", "off"],
  ["ring", "red"],
  ["server", "service"],
  ["caller", "call"],
  ["100rel", "100"],
];
for (const [left, right] of OTHER) {
  test(`${left} is not ${right}`, () => assert.notEqual(stemOf(left), stemOf(right)));
}

const SLIPS = [
  ["busy", "busy", 0],
  ["bussy", "busy", 1],
  ["ubsy", "busy", 1],
  ["temporarly", "temporarily", 1],
  ["unavailble", "unavailable", 1],
  ["colour", "color", 1],
  ["centre", "center", 1],
  ["authetnicaton", "authentication", 2],
  ["zebra", "codec", Infinity],
];
for (const [left, right, slips] of SLIPS) {
  test(`${left} is ${slips} slips from ${right}`, () => assert.equal(distance(left, right, 2), slips));
}
