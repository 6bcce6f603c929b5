// How quickly the landing page answers: milliseconds in the page, from the key to the result.

import { box } from "./landing.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Slows the page's processor down.
 * @param {Page} page @param {number} rate 4 for a quarter of the speed
 */
export async function slowDown(page, rate) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/**
 * From the first letter to the first result painted, in a page that has just appeared.
 * @param {Page} page
 */
export async function coldFirstResult(page) {
  await page.goto("/", { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => document.querySelector("article[data-code]"));
  return (await keyToResult(page, "busy")).painted;
}

/**
 * Types the queries letter by letter.
 * @param {Page} page @param {string[]} queries
 * @returns {Promise<{dom: number, painted: number}[]>} one entry a key
 */
export async function typing(page, queries) {
  const times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end++) {
      times.push(await keyToResult(page, query.slice(0, end)));
      // As long as a quick typist takes, so that what waits for a pause does not fall into the next key.
      await page.waitForTimeout(90);
    }
    await box(page).fill("");
  }
  return times;
}

/** @returns {Promise<{dom: number, painted: number}>} until the list holds the result, and until it stands on the screen */
function keyToResult(page, text) {
  return page.evaluate(async (value) => {
    const input = document.querySelector("input[name=q]");
    const start = performance.now();
    input.value = value;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const dom = performance.now() - start;
    // A message that is posted in a frame's callback arrives once the frame is painted.
    await new Promise((done) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(undefined);
    }));
    return { dom, painted: performance.now() - start };
  }, text);
}

/**
 * Total Blocking Time as web.dev and Lighthouse define it: what tasks take beyond 50 ms, from the first paint of content on,
 * until the page is idle. Before that there is nothing yet that anybody could touch.
 * @param {Page} page @param {string} address
 */
export async function blockingTime(page, address) {
  await page.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]);
  return page.evaluate(() => {
    const [{ startTime: painted }] = performance.getEntriesByName("first-contentful-paint");
    const beyond = globalThis.tasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, painted) - 50);
    return beyond.filter((time) => time > 0).reduce((sum, time) => sum + time, 0);
  });
}

/** The value that 95 of 100 do not exceed. @param {number[]} values */
export function p95(values) {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];
}
