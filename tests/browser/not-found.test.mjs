// A wrong address: the page names the code that it holds and links to its page, or says why there is none. It never redirects by itself.

import assert from "node:assert/strict";
import { after } from "node:test";
import { box } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";
import { serve } from "./server.mjs";
import { buildBeginning } from "./site.mjs";

const ABSENT = { absent: true };

/** A site that lacks most of the registered codes. */
const beginning = await serve(buildBeginning());
after(() => beginning.close());

/** What the page says about the address. */
const said = (page) => page.locator("#wrong").innerText();

for (const address of ["/403", "/sip/486"]) {
  reader(`${address} leads to the code's page`, async (page) => {
    await page.goto(address);
    const [code] = address.match(/\d{3}/);
    assert.equal(new URL(page.url()).pathname, `/codes/${code}/`);
  });
}

reader("a folder without its slash leads to the page", async (page) => {
  await page.goto("/codes/486");
  assert.equal(new URL(page.url()).pathname, "/codes/486/");
});

reader("the provider's old address leads to the landing page", async (page) => {
  await page.goto("/sip-cause-codes-guide");
  assert.equal(new URL(page.url()).pathname, "/");
  await page.waitForLoadState("networkidle");
});

/** Addresses that hold a code with a page. */
for (const address of ["/sip/codes/486", "/help/486.html", "/codes/486/index.php", "/en/sip-486-busy-here"]) {
  reader(`${address} names 486 and links to its page, without going there`, async (page) => {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 404);
    assert.match(await said(page), /486/);
    const link = page.locator("#wrong a:visible");
    assert.equal(await link.getAttribute("href").then((href) => new URL(href, page.url()).pathname), "/codes/486/");
    assert.match(await link.innerText(), /Busy Here/);
    assert.equal(new URL(page.url()).pathname, address);
  }, ABSENT);
}

/** Addresses that hold no code with a page, what is said of them, and the codes that are offered. */
const REASONS = [
  ["/codes/999/", /999.*100 to 699/s, []],
  ["/codes/498/", /498.*not a registered/s, [494, 493, 491]],
  ["/codes/099/", /099.*100 to 699/s, []],
];
for (const [address, words, near] of REASONS) {
  reader(`${address} says why there is no page, and offers what is near`, async (page) => {
    await page.goto(address);
    assert.match(await said(page), words);
    const offered = await page.locator("#wrong a:visible").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.deepEqual(offered, near.map((code) => `/codes/${code}/`));
  }, ABSENT);
}

reader("a registered code without a page is named as one, with what its class means", async (page) => {
  await page.goto("/codes/433/");
  const text = await said(page);
  assert.match(text, /433.*registered/s);
  assert.ok(text.includes("4xx"), text);
}, { ...ABSENT, at: beginning.origin });

for (const address of ["/codes/4040/", "/foo", "/codes/", "/20260131"]) {
  reader(`${address} holds no code, and none is named`, async (page) => {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 404);
    assert.equal(await page.locator("#wrong").isVisible(), false);
    assert.equal(await page.locator("h1").isVisible(), true);
  }, ABSENT);
}

reader("every code is listed", async (page) => {
  await page.goto("/foo");
  const links = await page.locator("main a:visible").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  for (const { url } of siteCodes()) assert.ok(links.includes(url), url);
}, ABSENT);

reader("the box leads to the landing page with the query", async (page) => {
  await page.goto("/foo");
  await box(page).fill("busy");
  await box(page).press("Enter");
  await page.waitForURL("**/?q=busy");
}, ABSENT);

reader("Enter on a code opens its page", async (page) => {
  await page.goto("/foo");
  await box(page).fill(" 486 ");
  await box(page).press("Enter");
  await page.waitForURL("**/codes/486/");
}, ABSENT);

reader("a wrong address deep in the site finds its style sheet and script", async (page) => {
  await page.goto("/a/b/c/d");
  const size = await page.locator("h1").evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize));
  assert.ok(size > 24, `the heading is ${size} px high`);
}, ABSENT);

reader("markup in the address is not run", async (page) => {
  await page.goto("/486%3Cimg%20src=x%3E");
  assert.equal(await page.locator("img[src=x]").count(), 0);
}, ABSENT);

reader("crawlers are told not to keep the page", async (page) => {
  await page.goto("/foo");
  assert.match(await page.locator("meta[name=robots]").getAttribute("content"), /noindex/);
}, ABSENT);
