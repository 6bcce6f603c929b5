// How well finding works on each set of queries, and that no set is answered by copying its queries into the content.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { placesOf, share } from "./places.mjs";
import { builtSite, dataOf } from "./site.mjs";

/**
 * Each set with the share of its queries whose code must come first, and among the first three. The third to the fifth were
 * asked only when the search words were there.
 */
const SETS = [
  ["public", 1, 1],
  ["blind", 0.98, 1],
  ["second", 0.98, 1],
  ["third", 0.93, 0.98],
  ["fourth", 0.96, 1],
  ["fifth", 0.94, 0.99],
  ["logs", 0.9, 0.95],
];

/** @type {object[]} */
let codes;
before(() => ({ codes } = dataOf(builtSite())));

function queriesOf(set) {
  return JSON.parse(readFileSync(new URL(`queries/${set}.json`, import.meta.url), "utf8")).queries;
}

for (const [set, first, three] of SETS) {
  test(`the right code of a query stands where it should: ${set}`, () => {
    const places = placesOf(codes, queriesOf(set));
    const missed = places.filter(({ place }) => place !== 0).map(({ query, place }) => `${query.q}: ${place}`);
    assert.ok(share(places, 1) >= first, missed.join("\n"));
    assert.ok(share(places, 3) >= three, missed.join("\n"));
  });
}

test("each code is found by its phrase", () => {
  const queries = codes.map(({ code, reason }) => ({ q: reason.toLowerCase(), expect: [String(code)] }));
  const twins = (reason) => codes.filter((other) => other.reason === reason).length;
  const missed = placesOf(codes, queries).filter(({ place }, at) => place < 0 || place >= twins(codes[at].reason));
  assert.deepEqual(missed.map(({ query }) => query.q), []);
});

test("no search word is a query of a set that was there before", () => {
  const asked = new Set(["public", "blind", "second"].flatMap(queriesOf).map(({ q }) => q.toLowerCase()));
  const copied = codes.flatMap(({ code, search = [] }) => search.filter((words) => asked.has(words.toLowerCase())).map((words) => `${code}: ${words}`));
  assert.deepEqual(copied, []);
});
