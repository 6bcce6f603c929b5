// Reading a query: which codes, causes and words it holds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readQuery } from "../../../themes/default/assets/js/query.mjs";

/** What is typed, the codes and the Q.850 causes in it. */
const NUMBERS = [
  ["404", [404], []],
  ["4O4", [404], []],
  ["error404", [404], []],
  ["404s", [404], []],
  ["HTTP 404", [404], []],
  ["SIP/2.0 503 Service Unavailable", [503], []],
  ["sip_code=486", [486], []],
  ["401/407", [401, 407], []],
  ['[2026-11-22 10:15:32.486] Got SIP response 403 "Forbidden" back from 10.0.0.1:5060', [403], []],
  ["CSeq: 102 INVITE SIP/2.0 486 Busy Here", [486], []],
  ["sip:404@example.com", [], []],
  ["+44 203 555 0123", [], []],
  ["(415) 555-0123", [], []],
  ["RFC 3261", [], []],
  ["100rel", [], []],
  ["cause 17", [], [17]],
  ["cause=17", [], [17]],
  ["Q.850;cause=17", [], [17]],
  ['Reason: Q.850;cause=1;text="Unallocated"', [], [1]],
  ["q850 17", [], [17]],
  ["hangup cause 34", [], [34]],
  ["hangup_cause: 34", [], [34]],
  ["HangupCauseCode=34", [], [34]],
  ["isup 21", [], [21]],
  ["cause code 404", [404], []],
  ["SIP;cause=486", [486], []],
  ["Q.850 cause value 18", [], [18]],
  ["Cause Value=47, Interface=0x7F", [], [47]],
  ["cause 0x11", [], [17]],
  ["RX <- DISCONNECT pd = 8 callref = 0x8486 Cause i = 0x8093 - No answer from user", [], [19]],
  ["cause 0", [], []],
  ["because 404", [404], []],
  ["four oh eight", [408], []],
  ["retry after 503", [503], []],
  ["warning 486", [486], []],
  ["Warning: 304 media type", [], []],
  [`chan_sip.c: Received response: "Forbidden" from '"100" <sip:100@198.51.100.4>;tag=as5e1f'`, [], []],
  ["Called PJSIP/404/sip:15550100@carrier.example.net", [], []],
  ["extension 486 has no route", [], []],
  ["kamailio[404]: NOTICE: acc [acc.c:279]: transaction answered: code=503;reason=Service Unavailable", [503], []],
  ["VERBOSE[4033][C-00000487]: app_dial.c:404: SIP/2.0 486 Busy Here", [486], []],
  ["488 Not Acceptable Here m=audio 40020 RTP/AVP 404 101", [488], []],
  ["sofia/internal/404@198.51.100.4 486", [486], []],
  ['From: "480" <sip:480@example.com> SIP/2.0 403 Forbidden', [403], []],
];
for (const [text, codes, causes] of NUMBERS) {
  test(`${text} holds ${[...codes, ...causes].join(" and ") || "no code"}`, () => {
    const query = readQuery(text);
    assert.deepEqual([query.codes, query.causes], [codes, causes]);
  });
}

/** What is typed and the digits that may become a code. */
const DIGITS = [
  ["48", "48"],
  ["50 3", "503"],
  ["sip 48 6", "486"],
  ["4xx", "4xx"],
  ["4 0 4 error", "404"],
  ["48 hours", ""],
  ["4044", ""],
];
for (const [text, digits] of DIGITS) {
  test(`${text} is ${digits || "not"} the beginning of a code`, () => assert.equal(readQuery(text).digits, digits));
}

/** What is typed and the words worth looking for. */
const WORDS = [
  ["what does the sip error Busy Here mean", ["busy", "here"]],
  ["sip error", ["sip", "error"]],
  ["NO_USER_RESPONSE", ["no", "user", "response"]],
  ["BusyHere", ["busy", "here"]],
  ["Café, isn't", ["cafe", "not"]],
  ["486 busy", ["busy"]],
  ["why would it still just say Busy Here", ["busy", "here"]],
  ["it's said while I've got a line: could, should, can, I'm getting, gets, keep, keeps, busy", ["line", "busy"]],
  ["because it says so I tell you", ["so", "tell"]],
  ["Max-Forwards: 0", ["max", "forwards"]],
  ['"480" <sip:480@example.com> failed', ["failed"]],
];
for (const [text, words] of WORDS) {
  test(`${text} is about ${words.join(", ")}`, () => assert.deepEqual(readQuery(text).words, words));
}

test("neighbours and names with hyphens may be one word", () => {
  const { compounds } = readQuery("SIP-If-Match time out, dial tone");
  assert.ok(compounds.some((parts) => parts.join("") === "sipifmatch"));
  assert.ok(compounds.some((parts) => parts.join("") === "timeout"));
  assert.ok(compounds.some((parts) => parts.join("") === "dialtone"));
});

test("only names with hyphens are known as typed so", () => {
  assert.deepEqual(readQuery("time out of SIP-If-Match").joined, ["sipifmatch"]);
  assert.deepEqual(readQuery("Min-Expires, Min-SE").joined, ["minexpires", "minse"]);
});

/** What begins with a word whose next is "to" or "too", and the word that it must not be taken for. */
const TO = [
  ["call to germany", "callto"],
  ["call too short", "calltoo"],
];
for (const [text, word] of TO) {
  test(`${text} holds no ${word}`, () => {
    const { compounds } = readQuery(text);
    assert.ok(!compounds.some((parts) => parts.join("") === word));
    assert.ok(compounds.some((parts) => parts[0].startsWith("to")));
  });
}

test("what a system shows may be typed with spaces", () => {
  assert.ok(readQuery("user busy").names.includes("USER_BUSY"));
  assert.ok(!readQuery("busy").names.includes("BUSY"));
});
