// How much a page's layout shifts by itself, as Chromium counts it for Cumulative Layout Shift.

/**
 * Starts to count in every page that is opened from now on.
 * @param {import("playwright-core").Page} page
 */
export function watchShift(page) {
  return page.addInitScript(() => {
    globalThis.layoutShift = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.layoutShift += value;
    });
    observer.observe({ type: "layout-shift", buffered: true });
  });
}

/**
 * The sum so far, two painted frames later.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number>}
 */
export function shiftOf(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.layoutShift)))));
}
