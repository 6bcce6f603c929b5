// Narrow windows, large text spacing: nothing runs out of the page, nothing is cut off.

import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.mjs";
import { box, openLanding } from "./landing.mjs";
import { reader, siteFolder } from "./reader.mjs";
import { serve } from "./server.mjs";
import { pagesOf } from "./site.mjs";
import { widerSpacing } from "./states.mjs";

/** Every element that reaches beyond the right edge of the window, unless a box around it scrolls; and whether the page scrolls sideways. */
function overflowing(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, width: own } = element.getBoundingClientRect();
      return own > 0 && right > width + 1 && element.checkVisibility() && !scrolls(element.parentElement) && !element.closest("svg *");
    });
    const sideways = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
    return [...sideways, ...out.map((element) => element.outerHTML.slice(0, 80))];
  });
}

/** Text that does not fit its box and is cut off. */
function clipped(page) {
  return page.evaluate(() => [...document.querySelectorAll("body *")].filter((element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    if (clipPath !== "none" || !element.checkVisibility() || !element.textContent.trim() || element.closest("svg")) return false;
    const cut = (overflow) => /hidden|clip/.test(overflow);
    return (cut(overflowX) && element.scrollWidth > element.clientWidth + 1) || (cut(overflowY) && element.scrollHeight > element.clientHeight + 1);
  }).map((element) => element.outerHTML.slice(0, 80)));
}

// 640 px is a window of 1280 px at a zoom of 200 %, 320 px one at 400 %.
for (const width of [320, 390, 640]) {
  const window = { viewport: { width, height: 720 } };
  reader(`no page scrolls sideways at ${width} px`, async (page) => {
    for (const address of pagesOf(siteFolder())) {
      await page.goto(address);
      assert.deepEqual(await overflowing(page), [], address);
    }
  }, window);

  reader(`neither does the landing page while finding at ${width} px, with hits or without`, async (page) => {
    await openLanding(page);
    for (const query of ["busy", "unavailable", "x".repeat(80), "no code has words such as these"]) {
      await box(page).fill(query);
      assert.deepEqual(await overflowing(page), [], query);
    }
  }, window);

  reader(`the box comes within the first screen at ${width} px, and so does the first hit`, async (page) => {
    await openLanding(page);
    const place = await box(page).boundingBox();
    assert.ok(place.y + place.height < 720, `the box is at ${place.y} px`);
    await box(page).fill("busy");
    const hit = await page.locator("#code-486 h3").boundingBox();
    assert.ok(hit.y + hit.height < 720, `the first hit is at ${hit.y} px`);
  }, window);
}

const ALL = ["/", "/?q=busy", "/?q=qqq+zebra", "/?filter=escalate", "/codes/402/", "/codes/407/", "/codes/503/", "/404.html"];

for (const width of [320, 1280]) {
  reader(`wider text spacing cuts nothing off at ${width} px`, async (page) => {
    for (const address of ALL) {
      await page.goto(address, { waitUntil: "networkidle" });
      await widerSpacing(page);
      assert.deepEqual(await overflowing(page), [], address);
      assert.deepEqual(await clipped(page), [], address);
    }
  }, { viewport: { width, height: 720 } });
}

test("text at twice its size cuts nothing off", { timeout: 120_000 }, async () => {
  // As the reader sets it in the browser: what is measured in rem follows, and so do the breakpoints.
  const [browser, site] = await Promise.all([launch(["--blink-settings=defaultFontSize=32"]), serve(siteFolder())]);
  try {
    for (const width of [390, 640, 1280]) {
      const page = await browser.newPage({ baseURL: site.origin, viewport: { width, height: 720 } });
      for (const address of [...ALL, "/codes/404/", "/translate/", "/same-event/", "/cheat-sheet/", "/causes/17/"]) {
        await page.goto(address, { waitUntil: "networkidle" });
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px");
        assert.deepEqual(await overflowing(page), [], address);
        assert.deepEqual(await clipped(page), [], address);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await site.close();
  }
});

reader("the filter that a link sets is in sight at 390 px", async (page) => {
  await openLanding(page, "/?filter=escalate");
  const { x, width } = await page.locator("label", { has: page.locator("[name=filter]:checked") }).boundingBox();
  assert.ok(x >= 0 && x + width <= 390, `the filter is at ${x} px and ${width} px wide`);
}, { viewport: { width: 390, height: 720 } });
