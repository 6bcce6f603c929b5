// Prints how well finding works: the share of queries whose code comes first and among the first three, and the misses.
// node tests/browser/search-quality.mjs public/codes.json queries.json

import { readFileSync } from "node:fs";
import { placesOf, share } from "./places.mjs";

const [codesPath, queriesPath] = process.argv.slice(2);
if (!queriesPath) {
  console.error("usage: search-quality.mjs CODES.json QUERIES.json");
  process.exit(2);
}
const { codes } = JSON.parse(readFileSync(codesPath, "utf8"));
const places = placesOf(codes, JSON.parse(readFileSync(queriesPath, "utf8")).queries);

for (const { query, place, hits } of places.filter(({ place }) => place !== 0)) {
  const found = hits.slice(0, 4).map(([code, score]) => `${code} (${score.toFixed(1)})`);
  console.log(`${place < 0 ? "missing" : `place ${place + 1}`}: ${query.q} → ${found.join(", ") || "nothing"}, wanted ${query.expect.join(" or ")}`);
}
console.log(`${places.length} queries: first ${share(places, 1).toFixed(3)}, in the first three ${share(places, 3).toFixed(3)}`);
