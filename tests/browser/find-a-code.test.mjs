// Finding a code by what one knows of it.

import assert from "node:assert/strict";
import { box, hits, openLanding, output, until, untilAddress, untilSaid } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

reader("the landing page shows every code before anything is asked", async (page) => {
  await openLanding(page);
  assert.deepEqual((await hits(page)).sort(), siteCodes().map(({ code }) => code));
});

reader("every part is soon painted where nothing is typed: whole-page pictures miss none", async (page) => {
  for (const address of ["/", "/?filter=retry", "/?q=busy"]) {
    await openLanding(page, address);
    await until(page, () => [...document.querySelectorAll("section, article, .question, .index")].every((part) => getComputedStyle(part).contentVisibility === "visible"));
  }
});

reader("All codes shows all codes, whatever was asked", async (page) => {
  await openLanding(page, "/?q=busy");
  await page.getByRole("link", { name: "All codes" }).first().click();
  await until(page, () => location.search === "" && location.hash === "#reference");
  assert.equal((await hits(page)).length, siteCodes().length);
});

reader("typing busy leaves 486 first, and fewer codes than all", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially("busy");
  const found = await hits(page);
  assert.equal(found[0], 486);
  assert.ok(found.length < siteCodes().length / 2, `${found.length} codes are left`);
});

reader("the first hit can be seen without scrolling", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially("busy");
  const place = await page.locator("#code-486 h3").boundingBox();
  assert.ok(place && place.y > 0 && place.y < 800, `486 stands at ${place?.y} px`);
});

reader("hits below a small screen wait until the keys rest, then all can be seen", async (page) => {
  await openLanding(page);
  const atOnce = await drawnWithKey(page, "r");
  assert.ok(atOnce.length > 5, `${atOnce.length} hits`);
  assert.deepEqual(atOnce, atOnce.map((_, at) => at < 5));
  await until(page, () => !document.body.classList.contains("typing"));
  const later = await page.locator("article[data-code]:not([hidden]) h3").evaluateAll((all) => all.map((heading) => heading.checkVisibility()));
  assert.deepEqual(later, atOnce.map(() => true));
}, { viewport: { width: 390, height: 844 } });

reader("a large screen shows all that it holds with the key", async (page) => {
  await openLanding(page);
  const atOnce = await drawnWithKey(page, "r");
  assert.ok(atOnce.length > 5 && atOnce.every(Boolean), `${atOnce}`);
}, { viewport: { width: 1920, height: 1300 } });

reader("the address carries what was typed", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially("busy");
  await untilAddress(page, "?q=busy");
});

reader("the count of the hits is announced once typing stops", async (page) => {
  await openLanding(page);
  assert.equal((await output(page).textContent()).trim(), "");
  await box(page).pressSequentially("busy");
  await untilSaid(page, "^\\d+ codes?$");
  assert.equal(Number.parseInt(await output(page).textContent(), 10), (await hits(page)).length);
});

reader("a click on the hit opens its page", async (page) => {
  await openLanding(page);
  await box(page).pressSequentially("busy");
  await page.locator("#code-486 h3 a").click();
  await page.waitForURL("**/codes/486/");
  assert.match(await page.locator("h1").textContent(), /486\s+Busy Here/);
});

reader("three digits leave their code first", async (page) => {
  await openLanding(page);
  for (const code of [404, 480, 503, 580]) {
    await box(page).fill(String(code));
    assert.equal((await hits(page))[0], code);
  }
});

reader("the box works from the first moment, before codes.json is there", async (page) => {
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route("**/codes.json", (route) => held.then(() => route.continue()));
  await page.goto("/");
  await box(page).pressSequentially("busy");
  assert.equal((await hits(page))[0], 486);
  arrive();
  await page.waitForLoadState("networkidle");
  assert.equal((await hits(page))[0], 486);
});

reader("what was typed before the script came counts too", async (page) => {
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route("**/assets/*.js", (route) => held.then(() => route.continue()));
  await page.goto("/", { waitUntil: "commit" });
  await box(page).pressSequentially("busy");
  arrive();
  await untilAddress(page, "?q=busy");
  assert.equal((await hits(page))[0], 486);
});

reader("an empty box shows every code again, in the first order", async (page) => {
  await openLanding(page);
  const before = await hits(page);
  await box(page).fill("busy");
  await box(page).fill("");
  assert.deepEqual(await hits(page), before);
  await untilAddress(page, "");
});

reader("the examples under the box find something", async (page) => {
  await openLanding(page);
  const examples = await page.locator("#hero a[href*='?q=']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(examples.length > 0, "there are no examples");
  for (const address of examples) {
    await openLanding(page, address);
    assert.ok((await hits(page)).length > 0, `${address} finds nothing`);
  }
});

reader("a search from a code's page goes on to the landing page", async (page) => {
  await page.goto("/codes/404/");
  await box(page).fill("busy");
  await box(page).press("Enter");
  await page.waitForURL("**/?q=busy");
  await untilSaid(page, "code");
  assert.equal((await hits(page))[0], 486);
});

/** Which hits a key shows at once; asked in one go with the key, since between two messages to the browser the keys could rest. */
function drawnWithKey(page, key) {
  return box(page).evaluate((input, text) => {
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return [...document.querySelectorAll("article[data-code]:not([hidden]) h3")].map((heading) => heading.checkVisibility());
  }, key);
}
