// The landing page as its readers use it: the box, the chips, the hits, and what is announced.

/** @typedef {import("playwright-core").Page} Page */

/** Much longer than the 300 ms after which the count is announced: a test that waits this long has failed. */
export const ANNOUNCED = { timeout: 15_000 };

/**
 * Opens the landing page and waits until codes.json has been read, so that what follows is the finished state: the script makes
 * what is beyond the screen after that.
 * @param {Page} page
 * @param {string} [address] such as "/?q=busy"
 */
export async function openLanding(page, address = "/") {
  await page.goto(address);
  await until(page, () => document.querySelector(".made"));
}

/** @param {Page} page */
export const box = (page) => page.locator("input[type=search][name=q]");

/** @param {Page} page @param {string} id a filter's id */
export const chip = (page, id) => page.locator(`input[type=checkbox][name=filter][value=${id}]`);

/**
 * Turns a filter on or off as a reader does: by its label.
 * @param {Page} page @param {string} label
 */
export const press = (page, label) => page.locator("label", { has: page.locator("[name=filter]") }).filter({ hasText: label }).click();

/** The codes that are left, in their order. @param {Page} page @returns {Promise<number[]>} */
export function hits(page) {
  return page.locator("article[data-code]:not([hidden])").evaluateAll((all) => all.map((article) => Number(article.dataset.code)));
}

/** @param {Page} page */
export const output = (page) => page.locator("output");

/**
 * Waits until something holds: what a reader would wait for, without a fixed time.
 * @param {Page} page @param {(given: unknown) => boolean} condition runs in the page @param {unknown} [given]
 */
export const until = (page, condition, given) => page.waitForFunction(condition, given, ANNOUNCED);

/** Waits until the address carries this query, "" for none. @param {Page} page @param {string} search */
export const untilAddress = (page, search) => until(page, (wanted) => location.search === wanted, search);

/** Waits until the output says something that fits. @param {Page} page @param {string} pattern */
export const untilSaid = (page, pattern) => until(page, (wanted) => new RegExp(wanted).test(document.querySelector("output").textContent), pattern);
