// Dark, forced colours, reduced motion: what the reader's system asks for is what the page does.

import assert from "node:assert/strict";
import { box, chip, openLanding, press } from "./landing.mjs";
import { reader } from "./reader.mjs";

/** How light the ground of a page is, from 0 to 1. */
const lightness = (page) =>
  page.evaluate(() => {
    // The canvas takes the root's colour, or else the body's (CSS Backgrounds 3, section 2.11.2).
    const grounds = [document.documentElement, document.body].map((element) => getComputedStyle(element).backgroundColor);
    const [red, green, blue] = grounds.find((color) => color !== "rgba(0, 0, 0, 0)").match(/[\d.]+/g).map(Number);
    return (red + green + blue) / 765;
  });

const PAGES = ["/", "/codes/503/", "/404.html"];

reader("pages are light where the system is light", async (page) => {
  for (const address of PAGES) {
    await page.goto(address);
    assert.ok((await lightness(page)) > 0.9, address);
  }
}, { colorScheme: "light" });

reader("pages are dark where the system is dark", async (page) => {
  for (const address of PAGES) {
    await page.goto(address);
    assert.ok((await lightness(page)) < 0.2, address);
  }
}, { colorScheme: "dark" });

reader("a change of the system's colours is followed at once", async (page) => {
  await page.goto("/");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.ok((await lightness(page)) < 0.2);
  await page.emulateMedia({ colorScheme: "light" });
  assert.ok((await lightness(page)) > 0.9);
}, { colorScheme: "light" });

reader("a filter that is on differs from one that is off in forced colours", async (page) => {
  await openLanding(page);
  await press(page, "Escalation patterns");
  const look = (id) => page.locator("label", { has: chip(page, id) }).evaluate((label) => {
    const { backgroundColor, borderTopColor, borderTopStyle } = getComputedStyle(label);
    return [backgroundColor, borderTopStyle === "none" ? "none" : borderTopColor, getComputedStyle(label.control).appearance].join();
  });
  assert.notEqual(await look("escalate"), await look("data"));
}, { forcedColors: "active" });

reader("box and chips keep a border in forced colours", async (page) => {
  await openLanding(page);
  const bordered = (locator) => locator.evaluate((element) => {
    const frames = [element, element.closest("label"), element.closest("form")].filter(Boolean);
    return frames.some((frame) => ["Top", "Left"].every((side) => Number.parseFloat(getComputedStyle(frame)[`border${side}Width`]) >= 1));
  });
  assert.equal(await bordered(box(page)), true, "the box");
  assert.equal(await bordered(chip(page, "data")), true, "a chip");
}, { forcedColors: "active" });

reader("signs and icons can be seen in forced colours", async (page) => {
  for (const address of ["/codes/503/", "/?filter=retry"]) {
    await page.goto(address, { waitUntil: "networkidle" });
    const told = await page.locator("main :is(.icon, .sign)").evaluateAll((all) => {
      const groundOf = (element) => {
        const { backgroundColor } = element ? getComputedStyle(element) : { backgroundColor: "none" };
        return backgroundColor === "rgba(0, 0, 0, 0)" ? groundOf(element.parentElement) : backgroundColor;
      };
      const inkOf = (drawing) => getComputedStyle(drawing)[drawing.matches(".sign") ? "backgroundColor" : "color"];
      return all.filter((drawing) => drawing.checkVisibility()).map((drawing) => inkOf(drawing) !== groundOf(drawing.parentElement));
    });
    assert.ok(told.length > 2, address);
    assert.ok(told.every(Boolean), address);
  }
}, { forcedColors: "active" });

for (const reducedMotion of ["reduce", "no-preference"]) {
  reader(`nothing moves, with reduced motion: ${reducedMotion}`, async (page) => {
    for (const address of [...PAGES, "/?q=busy"]) {
      await page.goto(address, { waitUntil: "networkidle" });
      const moving = await page.evaluate(() => {
        const styled = [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
        });
        return [...document.getAnimations().map(String), ...styled.map((element) => element.outerHTML.slice(0, 80))];
      });
      assert.deepEqual(moving, [], address);
    }
  }, { reducedMotion });
}
