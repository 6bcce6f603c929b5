// When nothing fits: the page says so, offers what is near, and the cursor stays where it is.

import assert from "node:assert/strict";
import { box, hits, openLanding, press, untilSaid } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

const NOTHING = "qqq zebra xylophone";

/** The codes that are offered in the place of hits. */
const offered = (page) => page.locator("#no-hit [data-nearest] a:visible").evaluateAll((links) => links.map((link) => link.getAttribute("href")));

reader("a query without a hit says so at once", async (page) => {
  await openLanding(page);
  await box(page).fill(NOTHING);
  assert.deepEqual(await hits(page), []);
  assert.equal((await page.locator("output").textContent()).trim(), "No code matches");
  const words = page.locator("#no-hit");
  assert.equal(await words.isVisible(), true);
  assert.ok((await words.textContent()).includes(NOTHING), "the query is named");
});

reader("the cursor stays in the box", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially(NOTHING);
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  await box(page).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
});

reader("a mistyped code is offered the nearest ones", async (page) => {
  await openLanding(page);
  await box(page).fill("498");
  const near = await offered(page);
  assert.ok(near.length > 0 && near.length <= 5, `${near.length} are offered`);
  assert.ok(near.every((address) => /^\/codes\/4\d\d\/$/.test(address)), near.join());
});

reader("words that nothing resembles are offered the codes that people ask for most", async (page) => {
  await openLanding(page);
  await box(page).fill(NOTHING);
  const near = await offered(page);
  assert.ok(near.length > 0, "nothing is offered");
  assert.ok(near.every((address) => siteCodes().some(({ url }) => url === address)), near.join());
});

reader("what is offered leads to its page", async (page) => {
  await openLanding(page, "/?q=498");
  const link = page.locator("#no-hit [data-nearest] a").first();
  const address = await link.getAttribute("href");
  await link.click();
  await page.waitForURL(`**${address}`);
});

reader("the way to ask is named", async (page) => {
  await openLanding(page);
  await box(page).fill(NOTHING);
  assert.match(await page.locator("#no-hit").textContent(), /support/i);
});

reader("a filter that leaves nothing of what was found says so, and names what was found", async (page) => {
  await openLanding(page, "/?q=402&filter=escalate");
  assert.deepEqual(await hits(page), []);
  await untilSaid(page, "^No code matches$");
  assert.ok((await offered(page)).includes("/codes/402/"));
});

reader("the button in the message shows every code again", async (page) => {
  await openLanding(page);
  await press(page, "Data cleanup");
  await box(page).fill(NOTHING);
  await page.locator("#no-hit button").click();
  assert.equal((await hits(page)).length, siteCodes().length);
  assert.equal(await page.locator("#no-hit").isVisible(), false);
});

reader("going on typing after no hit finds again", async (page) => {
  await openLanding(page);
  await box(page).fill(NOTHING);
  await box(page).fill("busy");
  assert.equal(await page.locator("#no-hit").isVisible(), false);
  assert.equal((await hits(page))[0], 486);
});
