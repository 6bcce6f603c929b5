// Nothing jumps: no page shifts its layout while it loads, nor does the list when a link brings a query.

import assert from "node:assert/strict";
import { until } from "./landing.mjs";
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

for (const address of ["/?q=busy", "/?q=lead", "/?q=fast+busy", "/?q=qqq+zebra"]) {
  reader(`${address} does not shift even when codes.json comes after all patience`, async (page) => {
    await watchShift(page);
    let arrive;
    const held = new Promise((resolve) => (arrive = resolve));
    await page.route("**/codes.json", (route) => held.then(() => route.continue()));
    // Whatever the page waits for by the clock is over at once.
    await page.addInitScript(() => {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (act) => setTimeout(act);
    });
    await page.goto(address, { waitUntil: "load" });
    await page.evaluate(() => new Promise((done) => setTimeout(() => setTimeout(done))));
    await shiftOf(page);
    arrive();
    await until(page, () => !document.body.classList.contains("waiting"));
    await page.waitForLoadState("networkidle");
    assert.equal(await shiftOf(page), 0);
  }, { viewport: { width: 390, height: 844 } });
}

reader("a shift is noticed", async (page) => {
  await watchShift(page);
  await page.goto("/", { waitUntil: "networkidle" });
  await page.evaluate(() => document.querySelector("main").prepend(Object.assign(document.createElement("p"), { textContent: "late\n".repeat(99) })));
  await page.waitForFunction(() => globalThis.layoutShift > 0);
  assert.ok((await shiftOf(page)) > 0);
});
