// When nothing fits: the page says so, offers what is near, and the cursor stays where it is.

import assert from "node:assert/strict";
import { box, hits, openLanding, press, untilAddress, untilSaid } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

const NOTHING = "qqq zebra xylophone";

/** The codes that are offered in the place of hits. */
const offered = (page) => page.locator("#no-hit ul a:visible").evaluateAll((links) => links.map((link) => link.getAttribute("href")));

reader("a query without a hit says so at once", async (page) => {
  await openLanding(page);
  await box(page).fill(NOTHING);
  assert.deepEqual(await hits(page), []);
  assert.equal((await page.locator("output").textContent()).trim(), "No code matches");
  assert.equal(await page.locator("#no-hit h3").isVisible(), true);
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
  const link = page.locator("#no-hit ul a").first();
  const address = await link.getAttribute("href");
  await link.click();
  await page.waitForURL(`**${address}`);
});

reader("the way to ask is named", async (page) => {
  await openLanding(page);
  await box(page).fill(NOTHING);
  assert.match(await page.locator("#no-hit").textContent(), /support/i);
});

reader("a filter that leaves nothing of what was found says so, and the button takes only the filter away", async (page) => {
  await openLanding(page, "/?q=402&filter=escalate");
  assert.deepEqual(await hits(page), []);
  await untilSaid(page, "^1 hidden by the filters$");
  assert.equal(await page.locator("#no-hit").isVisible(), false);
  await page.locator("button[type=reset]").click();
  assert.deepEqual(await hits(page), [402]);
  assert.equal(await box(page).inputValue(), "402");
  await untilAddress(page, "?q=402");
});

/** What names a cause, the codes it leaves, and the cause's page. */
const CAUSES = [
  ["cause 16", [], "/causes/16/"],
  ["Q.850;cause=100", [], "/causes/100/"],
  ["16", [], "/causes/16/"],
  ["cause 17", [486], "/causes/17/"],
];
for (const [text, codes, address] of CAUSES) {
  reader(`"${text}" leaves the codes of the cause alone, and leads to its page`, async (page) => {
    await openLanding(page);
    await box(page).fill(text);
    assert.deepEqual(await hits(page), codes);
    assert.deepEqual(await offered(page), []);
    assert.equal(await page.locator("#no-hit h3").isVisible(), false);
    await untilSaid(page, codes[0] ? "^1 code$" : "^No code matches$");
    await page.getByRole("link", { name: `Q.850 cause ${address.match(/\d+/)}`, exact: true }).click();
    await page.waitForURL(`**${address}`);
  });
}

reader("Enter on a cause without a code opens its page", async (page) => {
  await openLanding(page);
  await box(page).fill("cause 16");
  await box(page).press("Enter");
  await page.waitForURL("**/causes/16/");
});

reader("two known words without a blank that no text has together are no hit", async (page) => {
  await openLanding(page, "/?q=nothingmatches");
  assert.deepEqual(await hits(page), []);
  await untilSaid(page, "^No code matches$");
  assert.ok((await offered(page)).length > 0);
});

reader("Clear shows every code again", async (page) => {
  await openLanding(page);
  await press(page, "Data cleanup");
  await box(page).fill(NOTHING);
  await page.locator("button[type=reset]").click();
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
