// The states that every page must be good in: how to get there, and with which window.

import { box, openLanding, press, untilSaid } from "./landing.mjs";

/** What WCAG 2.2, 1.4.12 lets a reader set. */
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/**
 * Sets a style of the reader's own.
 * @param {import("playwright-core").Page} page
 */
export function widerSpacing(page) {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, SPACING);
}

const landing = (page) => openLanding(page);
const noHit = async (page) => {
  await openLanding(page);
  await box(page).fill("qqq zebra");
};

/** @type {{name: string, window?: object, arrive: (page: import("playwright-core").Page) => Promise<unknown>}[]} */
export const STATES = [
  { name: "landing", arrive: landing },
  { name: "code page", arrive: (page) => page.goto("/codes/503/", { waitUntil: "networkidle" }) },
  { name: "dark", window: { colorScheme: "dark" }, arrive: landing },
  { name: "320 px", window: { viewport: { width: 320, height: 720 } }, arrive: landing },
  {
    name: "after filtering",
    arrive: async (page) => {
      await openLanding(page);
      await press(page, "Escalation patterns");
      await untilSaid(page, "^\\d+ codes$");
    },
  },
  { name: "no result", arrive: noHit },
  {
    name: "wider text spacing",
    arrive: async (page) => {
      await openLanding(page);
      await widerSpacing(page);
    },
  },
  { name: "forced colours", window: { forcedColors: "active" }, arrive: landing },
];

/** States beyond the eight that the figures count. */
export const MORE_STATES = [
  { name: "not found", window: { absent: true }, arrive: (page) => page.goto("/codes/999/", { waitUntil: "networkidle" }) },
  { name: "code page, dark", window: { colorScheme: "dark" }, arrive: (page) => page.goto("/codes/402/", { waitUntil: "networkidle" }) },
  { name: "code page, 320 px", window: { viewport: { width: 320, height: 720 } }, arrive: (page) => page.goto("/codes/407/", { waitUntil: "networkidle" }) },
  { name: "code page, forced colours", window: { forcedColors: "active" }, arrive: (page) => page.goto("/codes/503/", { waitUntil: "networkidle" }) },
  { name: "translation", arrive: (page) => page.goto("/translate/?q=cause%3D34", { waitUntil: "networkidle" }) },
  { name: "translation, 320 px, dark", window: { viewport: { width: 320, height: 720 }, colorScheme: "dark" }, arrive: (page) => page.goto("/translate/", { waitUntil: "networkidle" }) },
  { name: "translation without a row", arrive: (page) => page.goto("/translate/?q=qqq", { waitUntil: "networkidle" }) },
  { name: "all causes", arrive: (page) => page.goto("/causes/", { waitUntil: "networkidle" }) },
  { name: "cause", arrive: (page) => page.goto("/causes/21/", { waitUntil: "networkidle" }) },
  { name: "same event", arrive: (page) => page.goto("/same-event/", { waitUntil: "networkidle" }) },
  { name: "no result, dark", window: { colorScheme: "dark" }, arrive: noHit },
  { name: "while finding, dark", window: { colorScheme: "dark" }, arrive: (page) => openLanding(page, "/?q=busy") },
];
