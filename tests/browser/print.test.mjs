// On paper: the landing page is a cheat sheet of reference and action flow, filtered as on the screen.

import assert from "node:assert/strict";
import { openLanding, press } from "./landing.mjs";
import { reader, siteCodes } from "./reader.mjs";

/** How many codes fit the two pages of the cheat sheet; beyond them it grows by a page for every fifteen. */
const TWO_PAGES = 32;

/** How many sheets of A4 a page takes. */
async function sheets(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true, format: "A4" });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
}

const printed = (page) => page.locator("article[data-code]").evaluateAll((all) => all.filter((article) => article.checkVisibility()).map((article) => Number(article.dataset.code)));

reader("the landing page takes two sheets for 32 codes, and one more for every fifteen beyond", async (page) => {
  await openLanding(page);
  const most = 2 + Math.ceil(Math.max(0, siteCodes().length - TWO_PAGES) / 15);
  const count = await sheets(page);
  assert.ok(count <= most, `${count} sheets for ${siteCodes().length} codes`);
});

reader("every code and the action flow are printed, and nothing else of the sections", async (page) => {
  await openLanding(page);
  await page.emulateMedia({ media: "print" });
  assert.equal((await printed(page)).length, siteCodes().length);
  const shown = await page.locator("main section[id]").evaluateAll((all) => all.filter((section) => section.checkVisibility()).map((section) => section.id));
  assert.ok(shown.includes("reference") && shown.includes("action-flow"), shown.join());
  for (const id of ["why", "categories", "questions", "advantage", "softphone", "support"]) assert.ok(!shown.includes(id), `${id} is printed`);
});

reader("what a code needs is printed with it: number, phrase, badges, retry and next step", async (page) => {
  await openLanding(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#code-486 .sign").evaluate((sign) => getComputedStyle(sign).printColorAdjust), "exact");
  const text = await page.locator("#code-486").innerText();
  const { reason, retry, next_step: next } = siteCodes().find(({ code }) => code === 486);
  for (const words of ["486", reason, "Retry later", retry, next]) assert.ok(text.replace(/\s+/g, " ").includes(words), `${words} is missing in: ${text}`);
});

reader("codes that the filter hides stay hidden on paper", async (page) => {
  await openLanding(page);
  const all = await sheets(page);
  await press(page, "Escalation patterns");
  await page.emulateMedia({ media: "print" });
  assert.deepEqual((await printed(page)).sort(), siteCodes().filter(({ filters }) => filters.includes("escalate")).map(({ code }) => code));
  assert.ok((await sheets(page)) < all, "fewer codes take fewer sheets");
});

reader("controls and navigation are not printed", async (page) => {
  for (const address of ["/", "/codes/503/"]) {
    await page.goto(address, { waitUntil: "networkidle" });
    await page.emulateMedia({ media: "print" });
    const left = await page.locator("input, button, nav").evaluateAll((all) => all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 90)));
    assert.deepEqual(left, [], address);
  }
});

reader("paper is light, whatever the screen is", async (page) => {
  await page.goto("/codes/503/");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const [red, green, blue] = await page.locator("h1").evaluate((heading) => getComputedStyle(heading).color.match(/[\d.]+/g).map(Number));
  assert.ok(red + green + blue < 200, `the heading is rgb(${red}, ${green}, ${blue})`);
}, { colorScheme: "dark" });

reader("a code's page takes three sheets at most", async (page) => {
  for (const { url } of siteCodes()) {
    await page.goto(url);
    const count = await sheets(page);
    assert.ok(count <= 3, `${url} takes ${count} sheets`);
  }
});

reader("the skip link is not printed", async (page) => {
  await page.goto("/");
  await page.emulateMedia({ media: "print" });
  const shown = await page.locator(".skip").evaluate((link) => link.checkVisibility() && getComputedStyle(link).clipPath === "none");
  assert.equal(shown, false);
});
