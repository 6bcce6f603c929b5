// No dead style: every selector of a sheet, each arm of a list by itself, fits something on a page or in a state that loads
// the sheet, and every token is used.

import assert from "node:assert/strict";
import { box, openLanding } from "./landing.mjs";
import { reader, siteFolder } from "./reader.mjs";
import { pagesOf } from "./site.mjs";

/** What content may bring, whether or not it does today: Markdown's matter, a first badge of each tone, a link to support. */
const CONTENT = /\.(handbook|exchange|right|center|wait|fix|stop|escalate|account|ok|button)\b/;

/** The selectors of the page's sheet, or of one layer of it, taken apart: those of them that fit nothing here. */
function unmatched(layer) {
  const split = (list) => list.match(/(?:[^,()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g).map((selector) => selector.trim());
  // `:is(a, b)` stands for two selectors; `:where` keeps the arm and is not taken apart again.
  const arms = (selector) => {
    const found = selector.match(/:is\(((?:[^()]|\([^()]*\))*)\)/);
    return found ? split(found[1]).flatMap((arm) => arms(selector.replace(found[0], () => `:where(${arm})`))) : [selector];
  };
  // What the reader does, and what is drawn beside an element, is left out of account.
  const still = (selector) =>
    selector.replace(/:not\(:focus\)/g, "").replace(/(^|[\s>+~(])::[\w-]+(\([\w-]+\))?/g, "$1*").replace(/::[\w-]+(\([\w-]+\))?/g, "").replace(/:(hover|focus-visible|focus|checked)\b/g, ":where(*)");
  const selectors = (rules, parents) => [...rules].flatMap((rule) => {
    const own = rule.selectorText && split(rule.selectorText).flatMap(arms);
    const full = own && parents ? parents.flatMap((parent) => own.map((selector) => (selector.includes("&") ? selector.replaceAll("&", `:where(${parent})`) : `:where(${parent}) ${selector}`))) : own;
    return [...(full ?? []), ...(rule.cssRules ? selectors(rule.cssRules, full ?? parents) : [])];
  });
  const all = [...new Set([...document.styleSheets].flatMap((sheet) => selectors([...sheet.cssRules].filter(({ name }) => !layer || name === layer))))];
  return all.filter((selector) => !document.querySelector(still(selector)));
}

/** The selectors that fit nothing in any of the states that `visits` passes through. */
async function dead(page, visits, layer) {
  let left;
  const look = async () => {
    const here = await page.evaluate(unmatched, layer);
    left = left ? left.filter((selector) => here.includes(selector)) : here;
  };
  await visits(look);
  return left.filter((selector) => !CONTENT.test(selector));
}

reader("no selector of the landing page's sheet is dead", async (page) => {
  assert.deepEqual(await dead(page, async (look) => {
    let arrive;
    const held = new Promise((resolve) => (arrive = resolve));
    await page.route("**/codes.json", (route) => held.then(() => route.continue()));
    await page.goto("/?q=busy", { waitUntil: "load" });
    await look();
    arrive();
    await openLanding(page);
    await look();
    for (const query of ["busy", "qqq zebra"]) {
      await box(page).fill(query);
      await look();
    }
  }), []);
});

// The base is for all pages; its elements need not stand on this one.
reader("no selector of a component of the not-found page is dead", async (page) => {
  assert.deepEqual(await dead(page, async (look) => {
    for (const address of ["/codes/999/", "/help/486.html"]) {
      await page.goto(address, { waitUntil: "networkidle" });
      await look();
    }
  }, "components"), []);
}, { absent: true });

reader("no selector of a code page's sheet is dead", async (page) => {
  assert.deepEqual(await dead(page, async (look) => {
    for (const address of pagesOf(siteFolder()).filter((path) => path.startsWith("/codes/"))) {
      await page.goto(address);
      await look();
    }
  }), []);
});

for (const address of ["/", "/codes/503/"]) {
  reader(`every token of ${address} is used`, async (page) => {
    await page.goto(address);
    const sheet = await page.locator("link[rel=stylesheet]").getAttribute("href");
    const text = await (await page.request.get(sheet)).text();
    const tokens = new Set(text.match(/--[\w-]+(?=:)/g));
    assert.ok(tokens.size > 10, `${tokens.size} tokens`);
    assert.deepEqual([...tokens].filter((token) => !text.includes(`var(${token})`) && !text.includes(`var(${token},`)), []);
  });
}

reader("a selector that fits nothing is noticed, and so is one arm of a list", async (page) => {
  await page.goto("/codes/503/");
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".masthead { &:hover b, .gone { color: red } } :is(h1, .lost):focus { color: red }");
    const { styleSheets } = document;
    Object.defineProperty(document, "styleSheets", { value: [...styleSheets, sheet] });
  });
  const left = await page.evaluate(unmatched);
  assert.ok(left.some((selector) => selector.includes(".gone")) && left.some((selector) => selector.includes(".lost")), left.join(" | "));
  assert.ok(!left.some((selector) => selector.includes(":hover b")), left.join(" | "));
});
