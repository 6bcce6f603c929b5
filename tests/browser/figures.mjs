// Prints what the site reaches, and beside it what it is held against. Times are this machine's; nothing is asserted.
// node tests/browser/figures.mjs [--without-lighthouse]
// CAUSEBOOK_SITE=public node tests/browser/figures.mjs    for a site that is built already

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { violations } from "./axe.mjs";
import { launch } from "./chromium.mjs";
import { box, openLanding, output } from "./landing.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { serve } from "./server.mjs";
import { shiftOf, watchShift } from "./shift.mjs";
import { builtSite, dataOf, pagesOf } from "./site.mjs";
import { STATES } from "./states.mjs";
import { blockingTime, coldFirstResult, p95, slowDown, typing } from "./timing.mjs";
import { brokenLinks, htmlErrors } from "./validity.mjs";

const CODE_PAGE = "/codes/503/";
const QUERIES = ["public", "blind", "second", "third", "fourth", "fifth", "logs"].map((name) => fileURLToPath(new URL(`queries/${name}.json`, import.meta.url)));

/** What went over the wire since it was last cleared. */
let sent = [];

const folder = builtSite();
const [site, browser] = await Promise.all([serve(folder, { sent: (path, bytes) => sent.push({ path, bytes }) }), launch()]);
try {
  say("codes · pages", `${dataOf(folder).codes.length} · ${pagesOf(folder).length}`);
  await wire();
  await speed();
  await quality();
  for (const queries of QUERIES.filter(existsSync)) search(queries);
  if (!process.argv.includes("--without-lighthouse")) await scores();
} finally {
  await browser.close();
  await site.close();
}

async function wire() {
  const landing = await weigh("/");
  const code = await weigh(CODE_PAGE);
  const all = [];
  for (const { url } of dataOf(folder).codes) all.push(total(await weigh(url)));
  say("landing: bytes · requests", `${kB(total(landing))} · ${landing.length}`, many() ? "≤ 34 kB · ≤ 5" : "≤ 24 kB · ≤ 5");
  say("landing: the document", kB(landing[0].bytes), many() ? "≤ 24 kB" : "≤ 14.6 kB");
  say(`code page (503): bytes · requests`, `${kB(total(code))} · ${code.length}; the largest ${kB(Math.max(...all))}`, "≤ 10 kB · ≤ 4");
  say("search adds", kB(total(landing.filter(({ path }) => /\.js(on)?$/.test(path)))), many() ? "≤ 20 kB" : "≤ 10 kB");
}

/** Everything that one visit fetches, until the page is idle. */
async function weigh(address) {
  sent = [];
  await visit({}, (page) => page.goto(address, { waitUntil: "networkidle" }));
  return sent;
}

async function speed() {
  const cold = [];
  for (let time = 0; time < 5; time++) await visit({}, async (page) => cold.push(await coldFirstResult(page)));
  say("cold first result, median of 5", ms(cold.sort((a, b) => a - b)[2]), "≤ 50 ms");
  const queries = JSON.parse(readFileSync(QUERIES[0], "utf8")).queries.map(({ q }) => q);
  for (const rate of [1, 4]) {
    await visit({}, async (page) => {
      await openLanding(page);
      await slowDown(page, rate);
      const times = await typing(page, queries);
      say(`key to result, p95, processor at 1/${rate}`, `${ms(p95(times.map(({ dom }) => dom)))} in the DOM, ${ms(p95(times.map(({ painted }) => painted)))} painted`, rate === 1 ? "≤ 16 · ≤ 50 ms" : "≤ 100 ms painted");
    });
  }
  for (const address of ["/", "/?q=busy", CODE_PAGE]) {
    const shifts = [];
    const blocked = [];
    for (let time = 0; time < 3; time++) {
      await visit({ viewport: { width: 412, height: 823 } }, async (page) => {
        await watchShift(page);
        await slowDown(page, 4);
        blocked.push(await blockingTime(page, address));
        shifts.push(await shiftOf(page));
      });
    }
    say(`CLS · TBT of ${address}, phone, processor at 1/4, best of 3`, `${Number(Math.min(...shifts).toFixed(4))} · ${ms(Math.min(...blocked))}`, "0 · 0");
  }
}

async function quality() {
  const broken = [];
  for (const { window, arrive } of STATES) await visit(window, async (page) => (await arrive(page), broken.push(...(await violations(page)))));
  say(`axe rules broken over ${STATES.length} states`, broken.length, "0");
  const pages = pagesOf(folder);
  const errors = (await Promise.all(pages.map((page) => htmlErrors(folder, page)))).flat();
  say("HTML validator errors · broken links or ids", `${errors.length} · ${brokenLinks(folder, pages).length}`, "0 · 0");
  const found = {};
  await visit({}, async (page) => {
    await openLanding(page);
    await box(page).fill("busy");
    await page.waitForTimeout(600);
    found.state = new URL(page.url()).search === "?q=busy";
    found.count = (await output(page).textContent()).trim() !== "";
  });
  await visit({ javaScriptEnabled: false }, async (page) => {
    await page.goto("/");
    found.dead = await page.locator("input, select, button, output").evaluateAll((all) => all.filter((control) => control.checkVisibility() && control.getBoundingClientRect().width > 0).length);
  });
  say("state in the URL · announced count · dead controls without scripts", `${found.state ? "yes" : "no"} · ${found.count ? "yes" : "no"} · ${found.dead}`, "yes · yes · 0");
}

function search(queries) {
  const script = fileURLToPath(new URL("search-quality.mjs", import.meta.url));
  if (!existsSync(script)) return;
  const lines = execFileSync(process.execPath, [script, join(folder, "codes.json"), queries], { encoding: "utf8" }).trim().split("\n");
  say(`right code first · in the first three, ${queries.split("/").at(-1)}`, lines.at(-1), queries === QUERIES[0] ? "≥ .95 · 1" : "≥ .90 · ≥ .97");
  for (const line of lines.slice(0, -1)) console.log(`    ${line}`);
}

async function scores() {
  for (const address of ["/", CODE_PAGE]) {
    const { scores: of, cls, tbt, failed } = await lighthouse(site.origin + address);
    say(`Lighthouse mobile ${address}, P/A/BP/SEO, best of 3`, `${of.join("/")}, CLS ${Number(cls.toFixed(4))}, TBT ${ms(tbt)}${failed.length ? `; wanting: ${failed.join(", ")}` : ""}`, "100/100/100/100, 0, 0");
  }
}

async function visit(window, act) {
  const context = await browser.newContext({ baseURL: site.origin, viewport: { width: 1280, height: 900 }, ...window });
  await act(await context.newPage());
  await context.close();
}

/** Whether the bars for a full registry count, or those for the first 32 codes. */
function many() {
  return dataOf(folder).codes.length > 32;
}

function total(list) {
  return list.reduce((sum, { bytes }) => sum + bytes, 0);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function ms(value) {
  return `${value.toFixed(1)} ms`;
}

/** @param {string} row @param {unknown} value what the site reaches @param {string} [bar] what it is held against */
function say(row, value, bar = "") {
  console.log(`${row.padEnd(66)} ${String(value).padEnd(44)} ${bar}`.trimEnd());
}
