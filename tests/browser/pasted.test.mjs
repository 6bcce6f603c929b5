// What people paste: status lines, headers, log lines, and digits as they were misread.

import assert from "node:assert/strict";
import { box, hits, openLanding } from "./landing.mjs";
import { reader } from "./reader.mjs";

/** What is pasted, and the code that it names. */
const PASTED = [
  ["SIP/2.0 486 Busy Here", 486],
  ["  SIP/2.0 503 Service Unavailable\r\n", 503],
  ["Reason: Q.850;cause=17", 486],
  ['Reason: Q.850;cause=17;text="User busy"', 486],
  ["Reason: SIP;cause=487;text=\"ORIGINATOR_CANCEL\"", 487],
  ["cause 17", 486],
  ["cause=34", 503],
  ["4O4", 404],
  ["50 3", 503],
  ["error480", 480],
  ["[2026-01-31 10:15:02] NOTICE chan_sip: Received 404 Not Found from 203.0.113.7:5060", 404],
  ["Status-Line: SIP/2.0 407 Proxy Authentication Required", 407],
];

for (const [text, code] of PASTED) {
  reader(`pasting ${JSON.stringify(text)} leaves ${code} first`, async (page) => {
    await openLanding(page);
    await box(page).fill(text);
    assert.equal((await hits(page))[0], code);
  });
}

reader("Enter after pasting a status line opens the page", async (page) => {
  await openLanding(page);
  await box(page).fill("SIP/2.0 486 Busy Here");
  await box(page).press("Enter");
  await page.waitForURL("**/codes/486/");
});
