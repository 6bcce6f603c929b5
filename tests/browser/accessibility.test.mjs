// axe-core finds nothing, in every state that a reader may meet: WCAG 2.2 A and AA, and axe's best practices.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { MORE_STATES, STATES } from "./states.mjs";
import { reader } from "./reader.mjs";

for (const { name, window, arrive } of [...STATES, ...MORE_STATES]) {
  reader(`axe finds nothing: ${name}`, async (page) => {
    await arrive(page);
    assert.deepEqual(await violations(page), []);
  }, window);
}

reader("axe does find what is wrong", async (page) => {
  await page.goto("/");
  await page.evaluate(() => document.querySelector("input[type=search]").removeAttribute("aria-label"));
  await page.evaluate(() => document.querySelector("input[type=search]").removeAttribute("placeholder"));
  const found = await violations(page);
  assert.ok(found.some((line) => line.startsWith("label ")), found.join());
});
