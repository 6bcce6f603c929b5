// A site that is published below a path ("https://example.com/kb/") works like one at the root.

import assert from "node:assert/strict";
import { after } from "node:test";
import { box, hits, openLanding, press, untilAddress } from "./landing.mjs";
import { reader } from "./reader.mjs";
import { serve } from "./server.mjs";
import { build } from "./site.mjs";

const server = await serve(build("--base-url", "https://example.com/kb"), { prefix: "/kb" });
after(() => server.close());

const BELOW = { at: server.origin };

reader("finding and filtering work, and keep the path in the address", async (page) => {
  await openLanding(page, "/kb/");
  await box(page).fill("busy");
  assert.equal((await hits(page))[0], 486);
  await press(page, "Retry logic");
  await untilAddress(page, "?q=busy&filter=retry");
  assert.equal(new URL(page.url()).pathname, "/kb/");
}, BELOW);

reader("Enter on a code opens its page below the path", async (page) => {
  await openLanding(page, "/kb/");
  await box(page).fill("486");
  await box(page).press("Enter");
  await page.waitForURL("**/kb/codes/486/");
  await page.locator("a[rel=next]").click();
  await page.waitForURL("**/kb/codes/487/");
}, BELOW);

reader("a search from a code's page stays below the path", async (page) => {
  await page.goto("/kb/codes/404/");
  await box(page).fill("486");
  await box(page).press("Enter");
  await page.waitForURL("**/kb/codes/486/");
  await page.goto("/kb/codes/404/");
  await box(page).fill("busy");
  await box(page).press("Enter");
  await page.waitForURL("**/kb/?q=busy");
}, BELOW);

reader("the not-found page names the code and links below the path", async (page) => {
  await page.goto("/kb/help/486.html");
  const link = page.locator("#wrong a:visible");
  assert.equal(new URL(await link.getAttribute("href"), page.url()).pathname, "/kb/codes/486/");
}, { ...BELOW, absent: true });
