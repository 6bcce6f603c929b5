// Every page is valid HTML, every link and every id resolves, and codes.json fits its schema.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { builtSite, dataOf, pagesOf } from "./site.mjs";
import { brokenLinks, htmlErrors } from "./validity.mjs";

const folder = builtSite();
const pages = pagesOf(folder);

test("the site has pages", () => assert.ok(pages.length > 30, `${pages.length} pages`));

for (const page of pages) {
  test(`${page} is valid HTML`, async () => assert.deepEqual(await htmlErrors(folder, page), []));
}

test("every link and id of every page resolves", () => assert.deepEqual(brokenLinks(folder, pages), []));

test("codes.json fits its schema, and what is not like it does not", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, validateFormats: false });
  const schema = JSON.parse(readFileSync(join(folder, "codes.schema.json"), "utf8"));
  const fits = ajv.compile(schema);
  assert.ok(fits(dataOf(folder)), ajv.errorsText(fits.errors));
  const data = dataOf(folder);
  data.codes[0].code = "404";
  assert.ok(!fits(data), "a code is a number");
});

test("the validator does find what is wrong", async () => {
  const broken = { page: "/", text: "<!doctype html><html lang=en><head><title>x</title></head><body><p><div></div></p><a id=a></a><a id=a></a></body></html>" };
  assert.ok((await htmlErrors(folder, broken.page, broken.text)).length >= 2);
});
