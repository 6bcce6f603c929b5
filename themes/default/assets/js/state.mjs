// What the visitor asked for, as it stands in the address: ?q=busy&filter=retry&filter=data.

/** @typedef {{q: string, filters: string[]}} State */

/**
 * @param {string} search the query part of an address
 * @returns {State}
 */
export function stateOf(search) {
  const asked = new URLSearchParams(search);
  return { q: (asked.get("q") ?? "").trim(), filters: asked.getAll("filter") };
}

/**
 * @param {State} state
 * @param {string} path the address without its query
 * @returns {string}
 */
export function addressOf({ q, filters }, path) {
  const asked = new URLSearchParams(q && { q });
  for (const id of filters) asked.append("filter", id);
  return asked.size ? `${path}?${asked}` : path;
}
