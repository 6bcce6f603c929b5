// Without scripts everything is there, and nothing is shown that would need one.

import assert from "node:assert/strict";
import { reader, siteCodes, siteFolder } from "./reader.mjs";
import { pagesOf } from "./site.mjs";

const WITHOUT = { javaScriptEnabled: false };

reader("the landing page holds every code with its texts", async (page) => {
  await page.goto("/");
  for (const { code, meaning, next_step: next, ends_call: ends } of siteCodes()) {
    const article = page.locator(`#code-${code}`);
    assert.equal(await article.isVisible(), true, `${code} can be seen`);
    const text = (await article.textContent()).replace(/\s+/g, " ");
    const failure = ["yes", "challenge", "in-dialog", "registration"].includes(ends);
    for (const words of failure ? [meaning, next] : [meaning]) assert.ok(text.includes(words), `${code} says: ${words}`);
  }
}, WITHOUT);

reader("every link of every page leads somewhere", async (page) => {
  const seen = new Map();
  for (const address of pagesOf(siteFolder())) {
    await page.goto(address);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    assert.ok(links.length > 0, `${address} has links`);
    for (const link of links) {
      const url = new URL(link);
      if (url.origin !== new URL(page.url()).origin) continue;
      if (!seen.has(url.pathname)) {
        const answer = await page.request.get(url.pathname, { maxRedirects: 0 });
        seen.set(url.pathname, answer.status() === 200 && (await answer.text()));
      }
      const target = seen.get(url.pathname);
      assert.ok(target, `${address} links to ${url.pathname}`);
      const id = decodeURIComponent(url.hash.slice(1));
      assert.ok(!id || new RegExp(`\\bid=["']?${id}["'\\s>]`).test(target), `${address} links to ${url.pathname}${url.hash}`);
    }
  }
}, WITHOUT);

for (const address of ["/", "/codes/486/", "/404.html"]) {
  reader(`${address} shows no control that needs a script`, async (page) => {
    await page.goto(address);
    const controls = await page.locator("button, input, select, textarea, output, [role=button]").evaluateAll((all) =>
      all.filter((control) => control.checkVisibility() && control.getBoundingClientRect().width > 0).map((control) => control.outerHTML.slice(0, 120)));
    assert.deepEqual(controls, []);
  }, WITHOUT);
}

reader("a code's page shows the text of the message to support", async (page) => {
  await page.goto("/codes/486/");
  assert.equal(await page.locator("#message-text").isVisible(), true);
  assert.match(await page.locator("#message-text").textContent(), /486 Busy Here/);
}, WITHOUT);

reader("the not-found page lists every code", async (page) => {
  const answer = await page.goto("/nowhere");
  assert.equal(answer.status(), 404);
  assert.equal(await page.getByText("Look the code up").isVisible(), false, "the box needs a script");
  const links = await page.locator("main a:visible").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  for (const { url } of siteCodes()) assert.ok(links.includes(url), url);
}, { ...WITHOUT, absent: true });

reader("a code's page can be reached from the landing page and left again", async (page) => {
  await page.goto("/");
  await page.locator("#code-486 h3 a").click();
  await page.waitForURL("**/codes/486/");
  await page.locator("a[rel=next]").click();
  await page.waitForURL("**/codes/487/");
}, WITHOUT);
