// A reader before the real site in a real Chromium: every test gets a window of its own, and whatever the console says,
// a page's error, a request that fails or that goes to another host fails the test.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";
import { builtSite, dataOf } from "./site.mjs";

/** What Chromium's console says about a page that is served with status 404. */
const ABSENT = /^Failed to load resource: the server responded with a status of 404/;

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {{origin: string, close: () => Promise<void>}} */
let server;
/** @type {string} */
let folder;

before(async () => {
  folder = builtSite();
  [browser, server] = await Promise.all([launch(), serve(folder)]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** The folder of the site under test, once tests run. */
export function siteFolder() {
  return folder;
}

/** The codes of the site under test, as codes.json has them. */
export function siteCodes() {
  return dataOf(folder).codes;
}

/**
 * A test with a window of its own.
 * @param {string} name a fact
 * @param {(page: import("playwright-core").Page, t: import("node:test").TestContext) => Promise<void>} facts
 * @param {import("playwright-core").BrowserContextOptions & {absent?: boolean, at?: string}} [window]
 *   `absent`: the page that is read may be served with status 404; `at`: another server's origin
 */
export function reader(name, facts, { absent = false, at, ...window } = {}) {
  test(name, { timeout: 120_000 }, async (t) => {
    const origin = at ?? server.origin;
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 900 }, ...window });
    const complaints = listen(context, origin, absent);
    const answered = watchRequests(context);
    try {
      const page = await context.newPage();
      await facts(page, t);
      await answered();
      assert.deepEqual(complaints, [], "the page must be silent");
    } finally {
      await context.close();
    }
  });
}

/** @returns {() => Promise<void>} waits until nothing is asked for that has no answer yet */
function watchRequests(context) {
  const open = new Set();
  let wake = () => {};
  const end = (request) => (open.delete(request), wake());
  context.on("request", (request) => open.add(request));
  context.on("requestfinished", end);
  context.on("requestfailed", end);
  return async () => {
    while (open.size) await new Promise((resolve) => (wake = resolve));
  };
}

function listen(context, origin, absent) {
  const complaints = [];
  const isPage = (url) => context.pages().some((page) => page.url() === url);
  context.on("console", (message) => {
    if (absent && ABSENT.test(message.text()) && isPage(message.location().url)) return;
    complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`page error: ${error.error()}`));
  context.on("requestfailed", (request) => {
    // A page that is left takes back what it was still loading.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()}`);
  });
  context.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`another host: ${request.url()}`);
  });
  context.on("response", (response) => {
    const document = response.request().isNavigationRequest();
    if (response.status() >= 400 && !(absent && document)) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}
