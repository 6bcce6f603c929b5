// The live preview as a writer sees it: a save is in the browser at once, a mistake stands over the last good page and goes when
// it is mended, a style is swapped without a reload. Works on a copy of the small site.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGE = "content/codes/404.md";
const STYLE = "themes/plain/assets/css/a.css";
const TEST = { timeout: 120_000 };

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {string} */
let project;
/** @type {{origin: string, end: () => void}} */
let preview;
/** @type {import("playwright-core").Page} */
let page;

before(async () => {
  project = mkdtempSync(join(tmpdir(), "causebook-preview-"));
  cpSync(join(ROOT, "tests/sites/small"), project, { recursive: true });
  [browser, preview] = await Promise.all([launch(), serve("0")]);
  page = await browser.newPage();
});

after(async () => {
  await browser?.close();
  preview?.end();
  rmSync(project, { recursive: true, force: true });
});

/** Starts the preview; CAUSEBOOK names a program that is built already. */
async function serve(port) {
  const args = ["serve", "--port", port, "--root", project];
  const built = process.env.CAUSEBOOK;
  const child = built ? spawn(built, args) : spawn("cargo", ["run", "--quiet", "--locked", "--", ...args], { cwd: ROOT });
  const ended = new Promise((done) => child.once("exit", done));
  for await (const line of createInterface(child.stderr)) {
    const [, origin] = line.match(/preview at (http:\S+)\//) ?? [];
    if (origin) return { origin, end: () => (child.kill("SIGINT"), ended) };
  }
  throw new Error("the preview did not start");
}

function edit(path, old, text) {
  const file = join(project, path);
  const before = readFileSync(file, "utf8");
  assert.ok(before.includes(old), `${path} holds no ${old}`);
  writeFileSync(file, before.replace(old, text));
}

const problems = () => page.getByRole("alertdialog");

/** Opens a page and waits until it listens. */
async function open(path) {
  await page.goto(preview.origin + path);
  await page.locator("html[data-preview-generation]").waitFor({ state: "attached" });
}

/** Marks the page as it is; a reload takes the mark away. */
const mark = () => page.evaluate(() => (globalThis.marked = true));
const isMarked = () => page.evaluate(() => globalThis.marked === true);

test("a save is in the browser without a touch", TEST, async () => {
  await open("/codes/404/");
  edit(PAGE, "No such number", "A number that nobody has");
  await page.getByText("A number that nobody has").first().waitFor();
});

test("a mistake stands over the page as text, and goes when it is mended", TEST, async () => {
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await open("/codes/404/");
  await mark();
  edit(PAGE, 'badges = ["clean"]', 'badges = ["<img src=x onerror=alert(1)>"]');
  await problems().waitFor();
  assert.equal(await problems().getByRole("heading", { level: 1 }).textContent(), "1 problem");
  const shown = await problems().textContent();
  for (const words of ["<img src=x onerror=alert(1)>", "content/codes/404.md:4:11", "help:"]) assert.ok(shown.includes(words), `${words} in ${shown}`);
  assert.equal(await page.locator("causebook-problems img").count(), 0);
  const background = await problems().evaluate((box) => getComputedStyle(box).backgroundColor);
  assert.notEqual(background, "rgba(0, 0, 0, 0)", "the policy of the site lets the preview's style in");
  assert.ok(await isMarked(), "the last good page stays");

  edit(PAGE, "A number that nobody has", "A mended number");
  edit(PAGE, 'badges = ["<img src=x onerror=alert(1)>"]', 'badges = ["clean"]');
  await page.getByText("A mended number").first().waitFor();
  assert.equal(await problems().count(), 0);
  assert.deepEqual(complaints, []);
});

test("a mistake that is taken back leaves the page as it was", TEST, async () => {
  await open("/codes/404/");
  await mark();
  edit(PAGE, "related = [486]", "related = [487]");
  await problems().waitFor();
  edit(PAGE, "related = [487]", "related = [486]");
  await problems().waitFor({ state: "detached" });
  assert.ok(await isMarked(), "nothing changed, so nothing is loaded anew");
});

test("the problems can be put aside to read the page", TEST, async () => {
  await open("/");
  edit(PAGE, "related = [486]", "related = [487]");
  await problems().getByRole("button", { name: "Hide" }).click();
  assert.equal(await problems().count(), 0);
  edit(PAGE, "related = [487]", "related = [488]");
  await problems().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await problems().count(), 0);
  edit(PAGE, "related = [488]", "related = [486]");
});

test("a style is swapped without a reload", TEST, async () => {
  await open("/");
  await mark();
  edit(STYLE, ".a {", "body { outline-width: 7px }\n.a {");
  await page.waitForFunction(() => [...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes("7px"))));
  await page.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
  assert.ok(await isMarked());
});

test("a page outlives a restart, and is right after it", TEST, async () => {
  await open("/codes/404/");
  await preview.end();
  edit(PAGE, "A mended number", "A number from between");
  preview = await serve(new URL(preview.origin).port);
  await page.getByText("A number from between").first().waitFor();
});

test("a preview that begins with a mistake comes right by itself", TEST, async () => {
  await preview.end();
  edit(PAGE, "code = 404", "code = 405");
  preview = await serve("0");
  await page.goto(`${preview.origin}/codes/404/`);
  await problems().waitFor();
  edit(PAGE, "code = 405", "code = 404");
  await page.getByText("A number from between").first().waitFor();
  assert.equal(await problems().count(), 0);
});
