// Nothing jumps: no page shifts its layout while it loads, nor does the list when a link brings a query.

import assert from "node:assert/strict";
import { reader } from "./reader.mjs";
import { shiftOf, watchShift } from "./shift.mjs";

const PAGES = ["/", "/?q=busy", "/?filter=escalate", "/?q=qqq+zebra", "/codes/486/", "/codes/503/#message", "/404.html"];

for (const [name, viewport] of [["wide", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
  for (const address of PAGES) {
    reader(`${address} does not shift while it loads, ${name}`, async (page) => {
      await watchShift(page);
      await page.goto(address, { waitUntil: "networkidle" });
      assert.equal(await shiftOf(page), 0);
    }, { viewport });
  }

  for (const address of ["/", "/?q=busy", "/?q=carrier+congestion"]) {
    reader(`${address} does not shift when codes.json comes late, ${name}`, async (page) => {
      await watchShift(page);
      let arrive;
      const held = new Promise((resolve) => (arrive = resolve));
      await page.route("**/codes.json", (route) => held.then(() => route.continue()));
      await page.goto(address, { waitUntil: "load" });
      await shiftOf(page);
      arrive();
      await page.waitForLoadState("networkidle");
      assert.equal(await shiftOf(page), 0);
    }, { viewport });
  }
}

reader("a shift is noticed", async (page) => {
  await watchShift(page);
  await page.goto("/", { waitUntil: "networkidle" });
  await page.evaluate(() => document.querySelector("main").prepend(Object.assign(document.createElement("p"), { textContent: "late\n".repeat(99) })));
  await page.waitForFunction(() => globalThis.layoutShift > 0);
  assert.ok((await shiftOf(page)) > 0);
});
