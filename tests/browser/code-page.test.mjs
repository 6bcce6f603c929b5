// The page of one code: the verdict before the prose, the message to support, and the ways onward.

import assert from "node:assert/strict";
import { reader, siteCodes } from "./reader.mjs";

const message = (page) => page.locator("#message-text");
const field = (page, name) => page.locator(`#message-form [name=${name}]`);

/** Lets the page write to the clipboard, and reads it. */
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

reader("number, phrase and verdict stand on the first screen of a phone, before any prose", async (page) => {
  for (const { code, reason, url, verdict } of siteCodes()) {
    await page.goto(url);
    const heading = (await page.locator("h1").innerText()).replace(/\s+/g, " ");
    assert.equal(heading, `${code} ${reason}`);
    const prose = await page.locator("#meaning").boundingBox();
    for (const words of [verdict.retry, verdict.side, verdict.next]) {
      const place = await page.locator("main").getByText(words, { exact: true }).first().boundingBox();
      assert.ok(place && place.y < prose.y, `${code}: ${words} stands before the prose`);
    }
    const first = await page.locator("main").getByText(verdict.retry, { exact: true }).first().boundingBox();
    assert.ok(first.y + first.height < 844, `${code}: the verdict is at ${first.y} px`);
  }
}, { viewport: { width: 390, height: 844 } });

reader("the parts of a page have the ids that links rely on", async (page) => {
  for (const { url, standard, related = [] } of siteCodes()) {
    await page.goto(url);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    for (const id of ["meaning", "typical-causes", "retry", "next-step", "facts", "message"]) assert.ok(ids.includes(id), `${url}#${id}`);
    assert.equal(ids.includes("standard"), standard !== undefined, `${url}#standard`);
    assert.equal(ids.includes("related"), related.length > 0, `${url}#related`);
  }
});

reader("the fields fill the text of the message", async (page) => {
  await page.goto("/codes/503/");
  assert.match(await message(page).textContent(), /503 Service Unavailable/);
  const values = { time: "14:05 to 14:20 UTC", callid: "a84b4c76e66710@203.0.113.7", trunk: "trunk-7", count: "311", share: "18 %", route: "yes, the same" };
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
  const text = await message(page).textContent();
  for (const value of Object.values(values)) assert.ok(text.includes(value), `${value} is missing in: ${text}`);
});

reader("phone numbers are masked unless the reader chooses otherwise", async (page) => {
  await page.goto("/codes/503/");
  await field(page, "destination").fill("+1 202 555 0123");
  await field(page, "caller").fill("442079460018");
  const masked = await message(page).textContent();
  assert.ok(!masked.includes("555 0123") && !masked.includes("442079460018"), masked);
  assert.match(masked, /\+1 202 5xx xx23/);
  await field(page, "full").check();
  const full = await message(page).textContent();
  assert.ok(full.includes("+1 202 555 0123") && full.includes("442079460018"), full);
  await field(page, "full").uncheck();
  assert.equal(await message(page).textContent(), masked);
});

reader("beside a time that is filled in stands the zone of the reader's clock", async (page) => {
  await page.goto("/codes/503/");
  assert.match(await message(page).textContent(), /^Seen: \(not filled in\)$/m);
  await field(page, "time").click();
  await page.keyboard.type("09:10 to 09:42");
  assert.match(await message(page).textContent(), /^Seen: 09:10 to 09:42 \(my clock: UTC\+09:00\)$/m);
}, { timezoneId: "Asia/Tokyo" });

reader("the button copies the text and says so", async (page) => {
  await page.goto("/codes/503/");
  await field(page, "trunk").fill("trunk-7");
  await page.locator("#copy").click();
  const said = page.locator(".message output, #message-form output");
  await page.waitForFunction(() => [...document.querySelectorAll("output")].some((output) => output.textContent === "Copied"));
  assert.equal(await said.textContent(), "Copied");
  assert.equal(await clipboard(page), await message(page).textContent());
}, CLIPBOARD);

reader("where the clipboard is closed, the text is selected instead", async (page) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("closed")) } }));
  await page.goto("/codes/503/");
  await page.locator("#copy").click();
  await page.waitForFunction(() => String(getSelection()).includes("503"));
  assert.ok((await page.locator("output").textContent()).trim(), "the page says what to do");
});

reader("nothing that is filled in is sent or stored", async (page) => {
  await page.goto("/codes/503/", { waitUntil: "networkidle" });
  const sent = [];
  page.on("request", (request) => sent.push(request.url()));
  await field(page, "destination").fill("+1 202 555 0123");
  await field(page, "destination").press("Enter");
  await page.waitForLoadState("networkidle");
  assert.deepEqual(sent, []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  assert.equal(await field(page, "destination").inputValue(), "+1 202 555 0123");
});

reader("previous and next lead through every code in order", async (page) => {
  const codes = siteCodes();
  await page.goto(codes[0].url);
  assert.equal(await page.locator("a[rel=prev]").count(), 0);
  const walked = [codes[0].url];
  while (await page.locator("a[rel=next]").count()) {
    const address = await page.locator("a[rel=next]").first().getAttribute("href");
    await page.goto(address);
    assert.equal(await page.locator("a[rel=prev]").first().getAttribute("href"), walked.at(-1));
    walked.push(address);
  }
  assert.deepEqual(walked, codes.map(({ url }) => url));
});

reader("related codes are linked in the order of the content", async (page) => {
  const urls = new Map(siteCodes().map(({ code, url }) => [code, url]));
  for (const { url, related = [] } of siteCodes().filter((entry) => entry.related)) {
    await page.goto(url);
    const links = await page.locator("#related ~ ul").first().locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, related.map((code) => urls.get(code)), url);
  }
});

reader("the verdict has one sign, that of the first badge", async (page) => {
  for (const [code, tone] of [[503, "wait"], [481, "fix"], [404, "stop"], [603, "escalate"], [180, "ok"]]) {
    await page.goto(`/codes/${code}/`);
    const signs = await page.locator(".verdict .sign").evaluateAll((all) => all.map(({ className }) => className));
    assert.deepEqual(signs, [`sign ${tone}`], `${code}`);
  }
});
