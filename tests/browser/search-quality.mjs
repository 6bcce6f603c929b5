// Prints how well finding works: the share of queries whose code comes first and among the first three, and the misses.
// node tests/browser/search-quality.mjs public/codes.json queries.json

import { readFileSync } from "node:fs";
import { makeIndex } from "../../themes/default/assets/js/index.mjs";
import { rank } from "../../themes/default/assets/js/rank.mjs";

const [codesPath, queriesPath] = process.argv.slice(2);
if (!queriesPath) {
  console.error("usage: search-quality.mjs CODES.json QUERIES.json");
  process.exit(2);
}
const site = JSON.parse(readFileSync(codesPath, "utf8"));
const { queries } = JSON.parse(readFileSync(queriesPath, "utf8"));

const index = makeIndex(site.codes);

const places = queries.map(({ q, expect, also = [] }) => {
  const hits = rank(index, q);
  const place = hits.findIndex(({ code }) => [...expect, ...also].includes(String(code)));
  if (place !== 0) {
    const found = hits.slice(0, 4).map(({ code, score }) => `${code} (${score.toFixed(1)})`);
    console.log(`${place < 0 ? "missing" : `place ${place + 1}`}: ${q} → ${found.join(", ") || "nothing"}, wanted ${expect.join(" or ")}`);
  }
  return place;
});
const share = (most) => (places.filter((place) => place >= 0 && place < most).length / places.length).toFixed(3);
console.log(`${places.length} queries: first ${share(1)}, in the first three ${share(3)}`);
