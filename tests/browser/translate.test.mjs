// From what a system shows to the codes that it may have been.

import assert from "node:assert/strict";
import { box, hits, openLanding, output, until, untilAddress, untilSaid } from "./landing.mjs";
import { reader } from "./reader.mjs";

/** The rows that are left, each with the product above it. @returns {Promise<{under: string, text: string}[]>} */
function rows(page) {
  return page.locator("#tables tbody tr:visible").evaluateAll((all) =>
    all.map((row) => ({ under: row.closest(".wide").previousElementSibling.textContent.trim(), text: [...row.cells].map((cell) => cell.textContent.trim()).join(" ").replace(/\s+/g, " ") })));
}

/** What is typed, the product in whose table it is found, and what the row says. */
const NAMES = [
  ["CONGESTION", "Asterisk", /503 513 555 580/],
  ["NORMAL_TEMPORARY_FAILURE", "FreeSWITCH", /400 481 500 503/],
  ["normal temporary failure", "FreeSWITCH", /400 481 500 503/],
  ["AST_CAUSE_CALL_REJECTED", "Asterisk", /401 403 407 603/],
  ["cause=34", "Q.850 causes", /^34 No circuit\/channel available 503/],
  ["HANGUPCAUSE: 34", "FreeSWITCH", /NORMAL_CIRCUIT_CONGESTION/],
  ["D19", "Telnyx", /404 .*billing/],
  ["D1", "Telnyx", /^D1 .*403/],
  ["ADC", "VICIdial", /404 484 485 604/],
  ["32001", "Twilio", /calls per second/],
];

for (const [query, product, words] of NAMES) {
  reader(`${query} is found in the table of ${product}`, async (page) => {
    await page.goto("/translate/");
    await box(page).fill(query);
    const left = await rows(page);
    assert.ok(left.length < 10, `${left.length} rows are left`);
    assert.ok(left.some(({ under, text }) => under === product && words.test(text)), JSON.stringify(left));
  });
}

reader("the address carries what is asked, and brings it back", async (page) => {
  await page.goto("/translate/");
  const all = (await rows(page)).length;
  await box(page).pressSequentially("ADCT");
  await untilAddress(page, "?q=ADCT");
  await page.goto("/translate/?q=ADCT");
  assert.equal(await box(page).inputValue(), "ADCT");
  assert.equal((await rows(page)).length, 1);
  await page.getByRole("button", { name: "Show all rows" }).click();
  assert.equal((await rows(page)).length, all);
  await untilAddress(page, "");
});

reader("how many rows fit is said, and that none does", async (page) => {
  await page.goto("/translate/");
  assert.equal((await output(page).textContent()).trim(), "");
  await box(page).fill("cause=34");
  await untilSaid(page, "^3 rows$");
  await box(page).fill("qqq zebra");
  assert.equal((await output(page).textContent()).trim(), "No row matches");
  assert.equal(await page.locator("#tables").isVisible(), false);
  const link = page.locator("#no-hit a");
  assert.equal(await link.evaluate(({ pathname, search }) => pathname + search), "/?q=qqq+zebra");
  await box(page).press("Escape");
  assert.equal(await box(page).inputValue(), "");
});

reader("while something is asked, rows stand without what holds for all", async (page) => {
  await page.goto("/translate/");
  const caveats = page.locator(".caveat:visible");
  assert.ok((await caveats.count()) > 0);
  await box(page).fill("cause=34");
  assert.equal((await rows(page)).length, 3);
  assert.equal(await caveats.count(), 0);
});

reader("products come first, the causes of Q.850 last", async (page) => {
  await page.goto("/translate/");
  const ids = await page.locator("#tables > h2").evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(ids.slice(-2), ["q850", "sources"]);
});

for (const address of ["/translate/", "/causes/", "/same-event/"]) {
  reader(`on a phone, the cells of ${address} have their names, and none is empty`, async (page) => {
    await page.goto(address);
    const cells = await page.locator(".stack td:visible").evaluateAll((all) => all.map((cell) => ({ text: cell.innerText.trim(), name: getComputedStyle(cell, "::before").content })));
    assert.deepEqual(cells.filter(({ text }) => /^–?$/.test(text)), []);
    assert.deepEqual(cells.filter(({ text, name }) => /^\d{3}\b/.test(text) && !/[a-z]/.test(name.replace("none", ""))), []);
  }, { viewport: { width: 390, height: 844 } });
}

reader("without scripts every table is there, and no box", async (page) => {
  await page.goto("/translate/");
  assert.equal(await box(page).isVisible(), false);
  assert.ok((await rows(page)).length > 250);
  await page.goto("/translate/#telnyx");
  assert.equal(await page.locator("#telnyx").isVisible(), true);
}, { javaScriptEnabled: false });

reader("the landing page finds the names of systems", async (page) => {
  await openLanding(page);
  for (const [name, codes] of [["CHANUNAVAIL", [403, 404]], ["NORMAL_CIRCUIT_CONGESTION", [503]], ["D24", [403]], ["ADC", [404]], ["d19", [404]], ["USER_BUSY", [486]]]) {
    await box(page).fill(name);
    const found = await hits(page);
    for (const code of codes) assert.ok(found.includes(code), `${name} finds ${found}`);
  }
  await box(page).fill("NORMAL_CIRCUIT_CONGESTION");
  assert.equal((await hits(page))[0], 503);
  await box(page).fill("cause 34");
  assert.equal((await hits(page))[0], 503);
});

reader("where nothing fits, the landing page hands what was asked on to the translation", async (page) => {
  await openLanding(page);
  await box(page).fill("qqq zebra");
  await page.locator("#no-hit [data-elsewhere]").click();
  await until(page, () => location.pathname === "/translate/");
  assert.equal(await box(page).inputValue(), "qqq zebra");
});
