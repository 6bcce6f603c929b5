// Ranking: what comes first for which kind of query, on a small knowledge base of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeIndex } from "../../../themes/default/assets/js/index.mjs";
import { nearest, rank } from "../../../themes/default/assets/js/rank.mjs";

const index = makeIndex([
  { code: 402, reason: "Payment Required", meaning: "The account has no credit.", typical_causes: ["Low prepaid balance"] },
  { code: 404, reason: "Not Found", meaning: "Nobody knows that number.", typical_causes: ["Wrong number"], q850: [1, 3], search: ["dead leads"] },
  { code: 408, reason: "Request Timeout", meaning: "The network was slow.", search: ["no response"], q850: [18] },
  { code: 480, reason: "Temporarily Unavailable", meaning: "The phone is off. Later it may be busy.", search: ["registration expired"], q850: [18, 19] },
  { code: 486, reason: "Busy Here", meaning: "The line is busy.", search: ["engaged tone"], q850: [17], retry: "Yes, not as with 404." },
  { code: 503, reason: "Service Unavailable", meaning: "No room for the call at the carrier.", typical_causes: ["Congestion"] },
]);

const codesOf = (of, text) => rank(of, text).hits.map(([code]) => code);

/** What is typed and the code that comes first, or none. */
const FIRST = [
  ["404", 404],
  ["4O4", 404],
  ["50 3", 503],
  ["40 8 error", 408],
  ["what does 486 mean", 486],
  ["cause 17", 486],
  ["17", 486],
  ["Q.850;cause=3", 404],
  ["busy", 486],
  ["bus", 486],
  ["bussy", 486],
  ["BusyHere", 486],
  ["BUSY_HERE", 486],
  ["busyhere", 486],
  ["temporarly unavailble", 480],
  ["unavailable service", 503],
  ["time out", 408],
  ["timeouts", 408],
  ["wrongnumber", 404],
  ["congested carrier today", 503],
  ["incorrect number", 404],
  ["prepaid funds", 402],
  ["zebra number", 404],
  ["unregistered", undefined],
  ["qqq zebra", undefined],
  ["603", undefined],
  ["405x", undefined],
  ["cause 99", undefined],
  ["cause 48", undefined],
  ["99", undefined],
  ["carrierbalance", undefined],
  ["", undefined],
];
for (const [text, code] of FIRST) {
  test(`"${text}" finds ${code ?? "nothing"}`, () => assert.equal(rank(index, text).hits[0]?.[0], code));
}

test("an explicit code stands alone, without those that mention it", () => {
  assert.deepEqual(codesOf(index, "404"), [404]);
});

test("a word of the reason beats the same word in the text", () => {
  assert.deepEqual(codesOf(index, "busy"), [486, 480]);
});

test("two or three letters begin a word only where the query ends", () => {
  for (const begun of ["bu", "bus"]) {
    assert.deepEqual(codesOf(index, begun), codesOf(index, "busy"));
    assert.ok(!codesOf(index, `${begun} prepaid`).includes(486), begun);
  }
});

test("four letters begin a word anywhere", () => {
  assert.equal(codesOf(index, "enga tone zebra")[0], 486);
  assert.equal(codesOf(index, "cong zebra")[0], 503);
});

test("the beginning of a code finds all that begin so, by number", () => {
  assert.deepEqual(codesOf(index, "48"), [480, 486]);
  assert.deepEqual(codesOf(index, "5xx"), [503]);
});

/** What is typed and the cause that it names, or none. */
const CAUSES = [
  ["cause 17", 17],
  ["Q.850;cause=99", 99],
  ["99", 99],
  ["48", undefined],
  ["603", undefined],
  ["busy", undefined],
];
for (const [text, cause] of CAUSES) {
  test(`"${text}" names ${cause ? `cause ${cause}` : "no cause"}`, () => assert.equal(rank(index, text).cause, cause));
}

test("a cause answers with its own codes, or where it has none with what else is said", () => {
  assert.deepEqual(codesOf(index, "cause 18 busy"), [408, 480]);
  assert.deepEqual(codesOf(index, "Q.850;cause=40;text=\"Busy\""), codesOf(index, "busy"));
  assert.deepEqual(codesOf(index, "Q.850 cause 40"), []);
});

/** A line that names several codes, and in which order they are found. */
const ORDERS = [
  ["INVITE 100 180 503", [503, 100, 180]],
  ["401 Unauthorized, INVITE, 486 Busy Here", [486, 401]],
  ["SIP 404 Status: 503 Service Unavailable", [503, 404]],
  ["503 and 404", [404, 503]],
  ["SIP/2.0 603 Decline Reason: Q.850;cause=17", [603, 486]],
];
for (const [text, codes] of ORDERS) {
  test(`"${text}" is about ${codes[0]} first`, () => {
    const all = [...new Set(ORDERS.flatMap(([, all]) => all))];
    const reasons = { 401: "Unauthorized", 486: "Busy Here", 503: "Service Unavailable" };
    const several = makeIndex(all.map((code) => ({ code, reason: reasons[code] ?? "Other", q850: code === 486 ? [17] : [] })).sort((a, b) => a.code - b.code));
    assert.deepEqual(codesOf(several, text), codes);
  });
}

/** What is typed and the one code that Enter opens, or none. */
const EXACT = [
  ["404", 404],
  ["50 3", 503],
  ["SIP/2.0 486 Busy Here", 486],
  ["cause 17", 486],
  ["17", 486],
  ["cause 18", undefined],
  ["SIP/2.0 404 Not Found Reason: Q.850;cause=17", 404],
  ["404 or 480", undefined],
  ["404 or 600", 404],
  ["5", undefined],
  ["busy", undefined],
  ["603", undefined],
];
for (const [text, code] of EXACT) {
  test(`Enter on "${text}" opens ${code ?? "no page"}`, () => assert.equal(rank(index, text).exact, code));
}

/** What is typed without a hit and the codes that are offered. */
const NEAR = [
  ["405x", [404, 402, 408]],
  ["603", [503]],
  ["4044", [404]],
  ["qqq zebra", [404, 480]],
  ["999", [404, 480]],
];
for (const [text, codes] of NEAR) {
  test(`near "${text}" are ${codes.join(", ")}`, () => assert.deepEqual(nearest(index, text, [404, 480]), codes));
}

/** Two codes that say the same, in this order. */
function pair(first, second) {
  return makeIndex([{ code: 433, reason: "Gate shut", ...first }, { code: 480, reason: "Gate shut", ...second }]);
}

/** What tells two codes apart that say the same, and the one that comes first then. */
const APART = [
  ["nothing", {}, {}, 433],
  ["that others name it as related", { related: [480] }, {}, 480],
  ["that a call ends with it", { ends_call: "in-dialog" }, { ends_call: "yes" }, 480],
];
for (const [what, first, second, code] of APART) {
  test(`of two codes that say the same, ${what} puts ${code} first`, () => assert.equal(codesOf(pair(first, second), "gate")[0], code));
}

test("a name with a hyphen that the content has counts as one word", () => {
  const names = makeIndex([
    { code: 422, reason: "Too Small", search: ["expires soon", "min"] },
    { code: 423, reason: "Too Brief", search: ["below Min-Expires"] },
  ]);
  assert.equal(codesOf(names, "Min-Expires")[0], 423);
  assert.equal(codesOf(names, "min expires")[0], 423);
});

test("a name typed with its hyphen counts more than the words beside it", () => {
  const names = makeIndex([
    { code: 422, reason: "Too Small", search: ["value refused"] },
    { code: 423, reason: "Too Brief", search: ["below Min-Expires"] },
  ]);
  assert.equal(codesOf(names, "value refused Min-Expires")[0], 423);
  assert.equal(codesOf(names, "value refused min expires")[0], 422);
});

test("a call to somewhere is no callto: link", () => {
  const links = makeIndex([
    { code: 416, reason: "Unsupported URI Scheme", search: ["tel link", "click to dial", "callto"] },
    { code: 487, reason: "Request Terminated", meaning: "The call ended too soon.", search: ["short call"] },
  ]);
  for (const text of ["callto", "callto link", "click to call", "call-to link"]) assert.equal(codesOf(links, text)[0], 416, text);
  for (const text of ["call to germany", "call too short"]) assert.equal(codesOf(links, text)[0], 487, text);
});

test("what a system shows is found by its words too", () => {
  const shown = makeIndex([
    { code: 484, reason: "Address Incomplete", shown_as: ["AST_CAUSE_INVALID_NUMBER_FORMAT"] },
    { code: 400, reason: "Bad Request", search: ["invalid number", "format"] },
  ]);
  for (const text of ["INVALID_NUMBER_FORMAT", "AST_CAUSE_INVALID_NUMBER_FORMAT", "invalid number format", 'Hangup "Invalid number format" by peer']) {
    assert.equal(codesOf(shown, text)[0], 484, text);
  }
});

test("what is marked is what matched, without words that say little", () => {
  assert.ok(rank(index, "no prepaid balance").stems.has("prepaid"));
  assert.ok(!rank(index, "the prepaid").stems.has("the"));
  assert.deepEqual([...rank(index, "486").stems], []);
});
