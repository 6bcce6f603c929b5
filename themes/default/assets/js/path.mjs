// Reads the address of a page that is not there: which code it holds, and why that code has no page.

/**
 * The response code that a path holds: its last group of three digits; undefined for the not-found page itself.
 * @param {string} path
 * @returns {string | undefined}
 */
export function codeInPath(path) {
  const groups = path.replace(/(?<!\/codes)\/404\.html$/, "").match(/(?<!\d)\d{3}(?!\d)/g);
  return groups?.at(-1);
}

/**
 * @param {string} code three digits
 * @param {string[]} pages      codes that have a page
 * @param {string[]} registered codes in IANA's registry
 * @returns {"page" | "no-page" | "unregistered" | "outside"}
 */
export function caseOf(code, pages, registered) {
  if (pages.includes(code)) return "page";
  if (code < "100" || code > "699") return "outside";
  return registered.includes(code) ? "no-page" : "unregistered";
}
