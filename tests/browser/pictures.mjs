// Takes pictures of the site, to look at.
// node tests/browser/pictures.mjs FOLDER     every page and state worth a look, and the landing page's print-out as a PDF
// node tests/browser/pictures.mjs --readme   the README's picture, .github/site.png

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { box, openLanding } from "./landing.mjs";
import { serve } from "./server.mjs";
import { ROOT, builtSite } from "./site.mjs";

const LIGHT = { colorScheme: "light" };
const DARK = { colorScheme: "dark" };

/** Name, address, width, and what else the reader's system asks for. */
const PICTURES = [
  ...[1280, 390, 320].flatMap((width) => [
    [`landing-${width}-light`, "/", width, LIGHT],
    [`landing-${width}-dark`, "/", width, DARK],
  ]),
  ...[402, 503].flatMap((code) => [
    [`code-${code}-1280-light`, `/codes/${code}/`, 1280, LIGHT],
    [`code-${code}-1280-dark`, `/codes/${code}/`, 1280, DARK],
    [`code-${code}-390-light`, `/codes/${code}/`, 390, LIGHT],
    [`code-${code}-320-light`, `/codes/${code}/`, 320, LIGHT],
  ]),
  ["not-found-1280-light", "/codes/999/", 1280, LIGHT],
  ["not-found-320-dark", "/codes/999/", 320, DARK],
  ["finding-1280-light", "/?q=busy", 1280, LIGHT],
  ["finding-390-dark", "/?q=busy", 390, DARK],
  ["filtered-1280-light", "/?filter=escalate", 1280, LIGHT],
  ["no-hit-1280-light", "/?q=qqq+zebra", 1280, LIGHT],
  ["no-hit-320-light", "/?q=qqq+zebra", 320, LIGHT],
  ["forced-colours-1280", "/", 1280, { forcedColors: "active" }],
  ["without-scripts-390", "/", 390, { javaScriptEnabled: false }],
];

const [target] = process.argv.slice(2);
if (!target) {
  console.error("usage: pictures.mjs FOLDER | pictures.mjs --readme");
  process.exit(2);
}
const [site, browser] = await Promise.all([serve(builtSite()), launch()]);
try {
  if (target === "--readme") await readme(join(ROOT, ".github"));
  else await all(resolve(target));
} finally {
  await browser.close();
  await site.close();
}

async function all(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, address, width, asked] of PICTURES) {
    await inWindow({ viewport: { width, height: 900 }, ...asked }, async (page) => {
      await page.goto(address, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    });
  }
  await inWindow(LIGHT, async (page) => {
    await openLanding(page);
    await page.pdf({ path: join(folder, "landing.pdf"), preferCSSPageSize: true });
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 703, height: 1054 });
    await page.screenshot({ path: join(folder, "print.png"), fullPage: true });
  });
  console.log(`${PICTURES.length + 1} pictures and a PDF in ${folder}`);
}

async function readme(folder) {
  mkdirSync(folder, { recursive: true });
  await inWindow({ viewport: { width: 1280, height: 800 }, ...LIGHT }, async (page) => {
    await openLanding(page);
    await box(page).evaluate((element) => element.blur());
    await page.screenshot({ path: join(folder, "site.png") });
  });
  console.log(join(folder, "site.png"));
}

async function inWindow(window, look) {
  const context = await browser.newContext({ baseURL: site.origin, ...window });
  await look(await context.newPage());
  await context.close();
}
