// Looking a word up: what of the content it may stand for, and how sure that is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeIndex } from "../../../themes/default/assets/js/index.mjs";
import { lookUp } from "../../../themes/default/assets/js/lookup.mjs";

const index = makeIndex([
  { code: 480, reason: "Temporarily Unavailable", meaning: "The phone is off.", retry: "Retry later." },
  { code: 486, reason: "Busy Here", meaning: "The business line is busy." },
]);

/** What is typed before other words, and what it may stand for. */
const FOUND = [
  ["busy", { busy: 1 }],
  ["bus", {}],
  ["busi", { busines: 4 / 8 }],
  ["bussy", { busy: 0.8 }],
  ["redial", { retry: 0.6 }],
  ["handset", { phon: 0.6 }],
  ["temporaly", { temporar: 0.6 }],
  ["zzzzqqqq", {}],
];
for (const [word, stems] of FOUND) {
  test(`"${word}" may stand for ${Object.keys(stems).join(", ") || "nothing"}`, () => assert.deepEqual(Object.fromEntries(lookUp(index, word, false)), stems));
}

test("the last word may be begun by three letters", () => {
  assert.deepEqual(Object.fromEntries(lookUp(index, "bus", true)), { busy: 3 / 4, busines: 3 / 8 });
});
