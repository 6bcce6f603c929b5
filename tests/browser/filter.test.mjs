// Filtering by what is to be done: several filters widen, a query and filters narrow.

import assert from "node:assert/strict";
import { box, chip, hits, openLanding, press, untilAddress, untilSaid } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

/** The codes that a filter lets through, as codes.json has them. */
const carrying = (...ids) => siteCodes().filter(({ filters }) => filters.some((id) => ids.includes(id))).map(({ code }) => code);

/** The number on a chip. */
const counted = async (page, id) => Number(await page.locator("label", { has: chip(page, id) }).locator("[data-count]").textContent());

const sorted = async (page) => (await hits(page)).sort();

reader("the filter labelled Escalation patterns leaves the codes that carry it, 403, 408, 482, 483 and 503 among them", async (page) => {
  await openLanding(page);
  await press(page, "Escalation patterns");
  const left = await sorted(page);
  assert.deepEqual(left, carrying("escalate"));
  for (const code of [403, 408, 482, 483, 503]) assert.ok(left.includes(code), `${code} is missing`);
});

reader("the address carries the filter", async (page) => {
  await openLanding(page);
  await press(page, "Escalation patterns");
  await untilAddress(page, "?filter=escalate");
});

reader("every filter leaves the codes that carry one of its badges", async (page) => {
  await openLanding(page);
  for (const id of ["retry", "data", "config", "escalate", "custom"]) {
    const label = page.locator("label", { has: chip(page, id) });
    await label.click();
    assert.deepEqual(await sorted(page), carrying(id), id);
    await label.click();
  }
  assert.equal((await hits(page)).length, siteCodes().length);
});

reader("a second filter widens", async (page) => {
  await openLanding(page);
  await press(page, "Escalation patterns");
  await press(page, "A1ROUTES custom signals");
  assert.deepEqual(await sorted(page), carrying("escalate", "custom"));
  await untilAddress(page, "?filter=escalate&filter=custom");
});

reader("a query and a filter narrow", async (page) => {
  await openLanding(page);
  await box(page).fill("unavailable");
  const found = await hits(page);
  assert.ok(found.includes(503) && found.includes(480), `unavailable finds ${found}`);
  await press(page, "Escalation patterns");
  const both = await hits(page);
  assert.ok(both.includes(503) && !both.includes(480), `with the filter: ${both}`);
  assert.deepEqual(both, found.filter((code) => carrying("escalate").includes(code)));
  await untilAddress(page, "?q=unavailable&filter=escalate");
});

for (const [width, height, far] of [[390, 844, 0], [1280, 900, 0], [1280, 900, 3000]]) {
  reader(`the first hit of a filter is on the screen at ${width} px, ${far} px below the chips`, async (page) => {
    await openLanding(page);
    const label = page.locator("label", { has: chip(page, "escalate") });
    await label.scrollIntoViewIfNeeded();
    await page.evaluate((by) => scrollBy(0, by), far);
    await label.click();
    const { top, bottom } = await page.locator("article:not([hidden])").first().evaluate((article) => article.getBoundingClientRect());
    assert.ok(top > 0 && bottom < height, `it stands from ${top} to ${bottom}`);
  }, { viewport: { width, height } });
}

reader("the chips count the codes behind them", async (page) => {
  await openLanding(page);
  for (const id of ["retry", "data", "config", "escalate", "custom"]) assert.equal(await counted(page, id), carrying(id).length, id);
});

reader("the chips count what the query leaves", async (page) => {
  await openLanding(page);
  await box(page).fill("402");
  const found = await hits(page);
  for (const id of ["escalate", "custom"]) {
    assert.equal(await counted(page, id), found.filter((code) => carrying(id).includes(code)).length, id);
  }
});

reader("a filter does not change the counts of the others", async (page) => {
  await openLanding(page);
  const before = await counted(page, "retry");
  await press(page, "Escalation patterns");
  assert.equal(await counted(page, "retry"), before);
});

reader("the output announces how many codes a filter leaves", async (page) => {
  await openLanding(page);
  await press(page, "Escalation patterns");
  await untilSaid(page, `^${carrying("escalate").length} codes$`);
  await press(page, "Escalation patterns");
  await press(page, "A1ROUTES custom signals");
  await untilSaid(page, `^${carrying("custom").length} codes$`);
});

reader("one hit is announced as one", async (page) => {
  await openLanding(page, "/?filter=custom&q=402");
  await untilSaid(page, "^1 code$");
});

reader("the button that clears shows every code again", async (page) => {
  await openLanding(page, "/?filter=custom&q=402");
  await page.locator("button[type=reset]:visible").click();
  assert.equal((await hits(page)).length, siteCodes().length);
  assert.equal(await box(page).inputValue(), "");
  assert.equal(await chip(page, "custom").isChecked(), false);
  await untilAddress(page, "");
});
