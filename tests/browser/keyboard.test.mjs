// Everything by the keyboard alone.

import assert from "node:assert/strict";
import { box, chip, hits, openLanding, until, untilAddress } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

/** What has the focus, in words that an assertion can show. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element === document.body ? "nothing" : `${element.localName}${element.name ? `[${element.name}]` : ""}${element.className ? `.${element.className}` : ""}`;
  });

reader("a slash puts the cursor into the box", async (page) => {
  await openLanding(page);
  await page.keyboard.press("/");
  assert.equal(await focused(page), "input[q]");
  assert.equal(await box(page).inputValue(), "");
});

for (const address of ["/", "/codes/404/"]) {
  reader(`a slash brings the box of ${address} onto the screen`, async (page) => {
    await page.goto(address);
    await page.evaluate(() => scrollTo(0, 2000));
    await page.keyboard.press("/");
    await until(page, () => document.activeElement.name === "q" && document.activeElement.getBoundingClientRect().top >= 0);
  });
}

reader("a slash inside the box is a slash", async (page) => {
  await openLanding(page);
  await box(page).focus();
  await page.keyboard.type("SIP/2.0");
  assert.equal(await box(page).inputValue(), "SIP/2.0");
});

reader("a slash on a code's page puts the cursor into its box", async (page) => {
  await page.goto("/codes/404/");
  await page.keyboard.press("/");
  assert.equal(await focused(page), "input[q]");
});

reader("a slash in the fields of the message is a slash", async (page) => {
  await page.goto("/codes/404/");
  await page.locator("[name=trunk]").focus();
  await page.keyboard.type("a/b");
  assert.equal(await page.locator("[name=trunk]").inputValue(), "a/b");
});

reader("Escape clears query and filters, and keeps the cursor in the box", async (page) => {
  await openLanding(page, "/?q=busy&filter=retry");
  await box(page).focus();
  await page.keyboard.press("Escape");
  assert.equal(await box(page).inputValue(), "");
  assert.equal(await chip(page, "retry").isChecked(), false);
  assert.equal((await hits(page)).length, siteCodes().length);
  assert.equal(await focused(page), "input[q]");
  await untilAddress(page, "");
});

reader("Enter on 486 opens its page", async (page) => {
  await openLanding(page);
  await page.keyboard.press("/");
  await page.keyboard.type("486");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/codes/486/");
});

reader("Enter opens the page even before codes.json is there", async (page) => {
  await page.goto("/", { waitUntil: "load" });
  await page.keyboard.press("/");
  await page.keyboard.type("486");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/codes/486/");
});

for (const address of ["/codes/503/", "/causes/17/", "/same-event/"]) {
  reader(`Enter on a code opens its page from ${address}, or hears that it has none, and asks the landing page for all else`, async (page) => {
    await page.goto(address);
    await page.keyboard.press("/");
    await page.keyboard.type(" 486");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/codes/486/");
    await page.goto(address);
    await box(page).fill("499");
    await box(page).press("Enter");
    await page.waitForURL("**/codes/499/");
    assert.match(await page.locator("#wrong").innerText(), /499.*not a registered/s);
    for (const [asked, query] of [["4860", "4860"], ["busy here", "busy+here"], ["486 487", "486+487"]]) {
      await page.goto(address);
      await box(page).fill(asked);
      await box(page).press("Enter");
      await page.waitForURL(`**/?q=${query}`);
    }
    await page.goto(address);
    await box(page).press("Enter");
    await page.waitForURL("**/?q=");
  }, { absent: true });
}

reader("Enter on words goes on to the first hit, which can be seen", async (page) => {
  await openLanding(page);
  await page.keyboard.press("/");
  await page.keyboard.type("busy");
  await page.keyboard.press("Enter");
  const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.equal(href, "/codes/486/");
  const { y } = await page.locator("#code-486 h3 a").boundingBox();
  assert.ok(y >= 0 && y < 900, `the focus is at ${y} px`);
});

reader("a space turns a filter on", async (page) => {
  await openLanding(page);
  await chip(page, "escalate").focus();
  await page.keyboard.press("Space");
  assert.deepEqual((await hits(page)).sort(), siteCodes().filter(({ filters }) => filters.includes("escalate")).map(({ code }) => code));
});

reader("the first Tab reaches the skip link, which leads to the content", async (page) => {
  for (const address of ["/", "/codes/486/"]) {
    await page.goto(address);
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /skip/, address);
    const { y, height } = await page.locator(".skip").boundingBox();
    assert.ok(y >= 0 && height > 0, `the skip link is at ${y} px on ${address}`);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main", address);
  }
});

/** Walks through a page by Tab: everything that can be reached, once, and what is wrong with its focus. */
async function walk(page) {
  const stops = [];
  for (let at = 0; at < 400; at++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (element === document.body) return undefined;
      // Where a control is dressed (a chip, a search box), its frame shows the focus.
      const framed = [element, element.closest("label"), element.closest("form, search"), element.nextElementSibling].filter(Boolean);
      const outlined = framed.some((frame) => getComputedStyle(frame).outlineStyle !== "none" && Number.parseFloat(getComputedStyle(frame).outlineWidth) >= 2);
      const place = (element.matches("[type=checkbox]") ? element.closest("label") ?? element : element).getBoundingClientRect();
      const seen = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth && place.width > 0;
      element.dataset.visited = Number(element.dataset.visited ?? 0) + 1;
      return { what: element.outerHTML.slice(0, 90), outlined, seen, again: element.dataset.visited > 1 };
    });
    if (!stop || stop.again) return stops;
    stops.push(stop);
  }
  assert.fail("Tab never reaches the end of the page");
}

for (const address of ["/", "/?q=busy", "/codes/486/", "/404.html"]) {
  reader(`Tab reaches every control of ${address} with a focus that can be seen, and ends`, async (page) => {
    await page.goto(address, { waitUntil: "networkidle" });
    const stops = await walk(page);
    assert.deepEqual(stops.filter(({ outlined, seen }) => !outlined || !seen), []);
    const reachable = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary")].filter((control) => control.checkVisibility()).length);
    // A table that scrolls takes the focus too.
    assert.ok(stops.length >= reachable, `${stops.length} of ${reachable} controls`);
  });
}
