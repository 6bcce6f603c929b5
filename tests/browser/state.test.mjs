// The state is in the address: it is restored on load, by back and forward, and for whoever gets the link.

import assert from "node:assert/strict";
import { box, chip, hits, openLanding, press, until, untilAddress, untilSaid } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

reader("a link with a query and filters restores both", async (page) => {
  await openLanding(page, "/?q=unavailable&filter=escalate&filter=retry");
  assert.equal(await box(page).inputValue(), "unavailable");
  assert.equal(await chip(page, "escalate").isChecked(), true);
  assert.equal(await chip(page, "retry").isChecked(), true);
  assert.equal(await chip(page, "data").isChecked(), false);
  const found = await hits(page);
  assert.ok(found.includes(503) && found.length < siteCodes().length);
});

reader("a link with a filter alone restores it", async (page) => {
  await openLanding(page, "/?filter=escalate");
  assert.deepEqual((await hits(page)).sort(), siteCodes().filter(({ filters }) => filters.includes("escalate")).map(({ code }) => code));
});

reader("a link that is opened keeps its address and says its count", async (page) => {
  await openLanding(page, "/?q=busy");
  await untilSaid(page, "^\\d+ codes?$");
  assert.equal(new URL(page.url()).search, "?q=busy");
});

reader("a link shows what the page itself holds where codes.json takes long", async (page) => {
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route("**/codes.json", (route) => held.then(() => route.continue()));
  await page.goto("/?q=busy", { waitUntil: "load" });
  await page.waitForFunction(() => !document.body.classList.contains("waiting"));
  assert.equal((await hits(page))[0], 486);
  arrive();
});

reader("a reload keeps what was asked", async (page) => {
  await openLanding(page);
  await box(page).fill("busy");
  await press(page, "Retry logic");
  await untilAddress(page, "?q=busy&filter=retry");
  const before = await hits(page);
  await page.reload({ waitUntil: "networkidle" });
  assert.equal(await box(page).inputValue(), "busy");
  assert.deepEqual(await hits(page), before);
});

reader("a query from the browser's search bar arrives with its blanks and signs", async (page) => {
  await openLanding(page, "/?q=SIP%2F2.0+503+Service+Unavailable");
  assert.equal(await box(page).inputValue(), "SIP/2.0 503 Service Unavailable");
  assert.equal((await hits(page))[0], 503);
});

reader("an unknown filter in a link is passed over", async (page) => {
  await openLanding(page, "/?filter=nonsense");
  assert.equal((await hits(page)).length, siteCodes().length);
});

reader("markup in a link is text", async (page) => {
  await openLanding(page, `/?q=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
  assert.equal(await box(page).inputValue(), "<img src=x onerror=alert(1)>");
  assert.equal(await page.locator("img[src=x]").count(), 0);
});

reader("back takes a filter away and forward sets it again", async (page) => {
  await openLanding(page);
  await press(page, "Escalation patterns");
  await untilAddress(page, "?filter=escalate");
  await page.goBack();
  await until(page, (all) => document.querySelectorAll("article[data-code]:not([hidden])").length === all, siteCodes().length);
  assert.equal(await chip(page, "escalate").isChecked(), false);
  await page.goForward();
  const left = siteCodes().filter(({ filters }) => filters.includes("escalate")).length;
  await until(page, (count) => document.querySelectorAll("article[data-code]:not([hidden])").length === count, left);
  assert.equal(await chip(page, "escalate").isChecked(), true);
});

reader("back takes a whole query away, not letter by letter", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially("busy", { delay: 30 });
  await untilAddress(page, "?q=busy");
  await page.goBack();
  await untilAddress(page, "");
  assert.equal(await box(page).inputValue(), "");
  assert.equal((await hits(page)).length, siteCodes().length);
});

reader("back from a code's page finds the search as it was left", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially("busy");
  await untilAddress(page, "?q=busy");
  await page.locator("#code-486 h3 a").click();
  await page.waitForURL("**/codes/486/");
  await page.goBack();
  await until(page, () => document.querySelector("input[name=q]")?.value === "busy");
  assert.equal((await hits(page))[0], 486);
});

reader("a click that comes before the address was written loses nothing", async (page) => {
  await openLanding(page);
  await box(page).fill("busy");
  await page.locator("#code-486 h3 a").click();
  await page.waitForURL("**/codes/486/");
  await page.goBack();
  await until(page, () => document.querySelector("input[name=q]")?.value === "busy");
});
