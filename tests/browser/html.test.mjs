// Every page is valid HTML, every link and every id resolves, and the exports fit their schemas.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { builtSite, pagesOf } from "./site.mjs";
import { brokenLinks, htmlErrors } from "./validity.mjs";

const folder = builtSite();
const pages = pagesOf(folder);

test("the site has pages", () => assert.ok(pages.length > 30, `${pages.length} pages`));

for (const page of pages) {
  test(`${page} is valid HTML`, async () => assert.deepEqual(await htmlErrors(folder, page), []));
}

test("every link and id of every page resolves", () => assert.deepEqual(brokenLinks(folder, pages), []));

test("retry-policy.json fits its schema, and a policy that is not whole does not", () => {
  const { fits, data: policies, errors } = record("retry-policy");
  assert.ok(fits(policies), errors());
  const of = (kind) => policies.codes.find(({ policy }) => policy.retry === kind).policy;
  for (const [kind, spoil] of [["later", (policy) => delete policy.scope], ["never", (policy) => (policy.growth = 2)], ["after-change", (policy) => (policy.first_delay_seconds = 1)]]) {
    const policy = of(kind);
    const whole = { ...policy };
    spoil(policy);
    assert.ok(!fits(policies), kind);
    delete policy.growth;
    delete policy.first_delay_seconds;
    Object.assign(policy, whole);
    assert.ok(fits(policies), `${kind}: ${errors()}`);
  }
});

test("codes.json fits its schema, and what is not like it does not", () => {
  const { fits, data, errors } = record("codes");
  assert.ok(fits(data), errors());
  data.codes[0].code = "404";
  assert.ok(!fits(data), "a code is a number");
});

test("causes.json fits its schema, and what is not like it does not", () => {
  const { fits, data, errors } = record("causes");
  assert.ok(fits(data), errors());
  data.products[0].rows[0].evidence = "hearsay";
  assert.ok(!fits(data), "hearsay is no evidence");
});

/** A record of the site, and whether it fits its schema. */
function record(name) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), "utf8"));
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, validateFormats: false });
  const fits = ajv.compile(read(`${name}.schema.json`));
  return { fits, data: read(`${name}.json`), errors: () => ajv.errorsText(fits.errors) };
}

test("the validator does find what is wrong", async () => {
  const broken = { page: "/", text: "<!doctype html><html lang=en><head><title>x</title></head><body><p><div></div></p><a id=a></a><a id=a></a></body></html>" };
  assert.ok((await htmlErrors(folder, broken.page, broken.text)).length >= 2);
});
