// Whether pages are what the HTML standard allows, and whether what they refer to is there.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

/** Only what the standard forbids: matters of style and of other standards (WCAG is axe's) are not this validator's. */
const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });

const fileOf = (folder, page) => join(folder, page.endsWith("/") ? `${page}index.html` : page);

/**
 * @param {string} folder a built site
 * @param {string} page   root-relative address
 * @param {string} [text] another text in its place
 * @returns {Promise<string[]>} what the standard forbids, with line and rule
 */
export async function htmlErrors(folder, page, text = readFileSync(fileOf(folder, page), "utf8")) {
  const report = await validator.validateString(text, page);
  return report.results.flatMap(({ messages }) => messages.map(({ line, column, ruleId, message }) => `${page}:${line}:${column} ${ruleId}: ${message}`));
}

/**
 * Links, fragments, and references by id that lead nowhere; ids that stand twice.
 * @param {string} folder
 * @param {string[]} pages
 * @returns {string[]}
 */
export function brokenLinks(folder, pages) {
  const texts = new Map(pages.map((page) => [page, readFileSync(fileOf(folder, page), "utf8")]));
  const ids = new Map([...texts].map(([page, text]) => [page, attributes(text, "id")]));
  return [...texts].flatMap(([page, text]) => {
    const twice = ids.get(page).filter((id, at, all) => all.indexOf(id) !== at).map((id) => `id ${id} stands twice`);
    const references = ["for", "form", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list"].flatMap((name) =>
      attributes(text, name).flatMap((value) => value.split(/\s+/)));
    const dangling = references.filter((id) => id && !ids.get(page).includes(id)).map((id) => `no id ${id}`);
    const dead = [...attributes(text, "href"), ...attributes(text, "src")].filter((address) => !leads(folder, page, address, ids)).map((address) => `dead link ${address}`);
    return [...twice, ...dangling, ...dead].map((line) => `${page}: ${line}`);
  });
}

function leads(folder, page, address, ids) {
  if (/^(https?|mailto|tel|sips?):/.test(address)) return true;
  const url = new URL(address, `http://site${page}`);
  const path = decodeURIComponent(url.pathname);
  const file = fileOf(folder, path);
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  return !url.hash || (ids.get(path) ?? []).includes(decodeURIComponent(url.hash.slice(1)));
}

/** The values of an attribute in every start tag, with the few entities that addresses hold. */
function attributes(html, name) {
  const tags = html.replace(/<script\b[^>]*>[^]*?<\/script>|<!--[^]*?-->/g, (script) => script.slice(0, script.indexOf(">") + 1)).match(/<[a-z][^\s>]*(?:\s+[^\s=>]+(?:=(?:"[^"]*"|'[^']*'|[^\s>]+))?)*\s*\/?>/gi) ?? [];
  const value = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i");
  return tags.map((tag) => tag.match(value)).filter(Boolean).map((found) => (found[1] ?? found[2] ?? found[3]).replaceAll("&amp;", "&"));
}
