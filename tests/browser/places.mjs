// Where the right code stands among the hits of each query of a set: what measures how well finding works.

import { makeIndex } from "../../themes/default/assets/js/index.mjs";
import { rank } from "../../themes/default/assets/js/rank.mjs";

/** @typedef {{q: string, expect: string[], also?: string[]}} Question */

/**
 * @param {object[]} codes the `codes` of codes.json
 * @param {Question[]} queries
 * @returns {{query: Question, place: number, hits: import("../../themes/default/assets/js/rank.mjs").Hit[]}[]} place 0 is the
 *   first, -1 none
 */
export function placesOf(codes, queries) {
  const index = makeIndex(codes);
  return queries.map((query) => {
    const right = [...query.expect, ...(query.also ?? [])];
    const { hits } = rank(index, query.q);
    return { query, hits, place: hits.findIndex(([code]) => right.includes(String(code))) };
  });
}

/**
 * The share of queries whose code is among the first `most`, 0 to 1.
 * @param {{place: number}[]} places
 * @param {number} most
 */
export function share(places, most) {
  return places.filter(({ place }) => place >= 0 && place < most).length / places.length;
}
