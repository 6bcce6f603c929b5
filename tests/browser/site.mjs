// The built site that the tests read: the folder that CAUSEBOOK_SITE names, or one built for this process and removed after it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @returns {string} the folder of the finished site, absolute */
export function builtSite() {
  const named = process.env.CAUSEBOOK_SITE;
  return named ? resolve(named) : build();
}

/**
 * Builds the site into a new temporary folder.
 * @param {...string} options more options of `causebook build`
 * @returns {string} the folder
 */
export function build(...options) {
  const out = join(temporary(), "site");
  causebook("build", "--out", out, ...options);
  return out;
}

/**
 * Builds what a new knowledge base of another provider begins with, a few codes, into a new temporary folder.
 * @returns {string} the folder
 */
export function buildBeginning() {
  const root = join(temporary(), "project");
  causebook("init", root);
  return build("--root", root);
}

/** A folder that is removed when the process ends. */
function temporary() {
  const folder = mkdtempSync(join(tmpdir(), "causebook-site-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function causebook(...args) {
  execFileSync("cargo", ["run", "--quiet", "--locked", "--", ...args, "--quiet"], { cwd: ROOT, stdio: "inherit" });
}

/**
 * The addresses of the site's pages, root-relative; the not-found page last.
 * @param {string} folder
 * @returns {string[]}
 */
export function pagesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"));
  return paths.map((path) => `/${path.replace(/(^|\/)index\.html$/, "$1")}`).sort((a, b) => a.endsWith(".html") - b.endsWith(".html") || (a < b ? -1 : 1));
}

/** The site's codes.json. */
export function dataOf(folder) {
  return JSON.parse(readFileSync(join(folder, "codes.json"), "utf8"));
}
