// Serves a built site on the loopback as Netlify does: folder index, `_headers`, `_redirects`, and 404.html for what is not there.
// node tests/browser/server.mjs [FOLDER] serves a site until it is stopped.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/**
 * @typedef {{path: string, headers: [string, string][]}} Rule
 * @typedef {{from: string, to: string, status: number, force: boolean}} Redirect
 */

/**
 * @param {string} folder a built site
 * @param {object} [how]
 * @param {string} [how.prefix] the path that carries the site: "/kb"
 * @param {number} [how.port] default: a free one
 * @param {(path: string, bytes: number) => void} [how.sent] told of every body, with its size under brotli at its best
 * @returns {Promise<{origin: string, close: () => Promise<void>}>}
 */
export async function serve(folder, { prefix = "", port = 0, sent } = {}) {
  const rules = headerRules(textOf(join(folder, "_headers")));
  const redirects = redirectRules(textOf(join(folder, "_redirects")));
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://loopback");
    const inside = pathname.startsWith(`${prefix}/`);
    const { status, headers, body = "" } = inside ? answer(folder, pathname.slice(prefix.length), redirects) : notFound(folder);
    if (headers.Location) headers.Location += search;
    const packed = sent && pack(body);
    sent?.(pathname, packed.length);
    const asked = sent && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    if (asked) headers["Content-Encoding"] = "br";
    response.writeHead(status, { ...headers, ...headersFor(inside ? pathname.slice(prefix.length) : "/404.html", rules) });
    response.end(request.method === "HEAD" ? undefined : asked ? packed : body);
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

const packs = new Map();

/** What goes over the wire; each body is packed once. */
function pack(body) {
  const key = body.toString("latin1");
  if (!packs.has(key)) packs.set(key, brotliCompressSync(body));
  return packs.get(key);
}

/** A file goes before a redirect, unless the redirect is forced; a folder without its slash is sent on. */
function answer(folder, pathname, redirects) {
  const path = decoded(pathname);
  const redirect = redirects.map((rule) => follow(rule, path)).find(Boolean);
  if (redirect?.force) return redirect;
  const file = path !== undefined && fileFor(folder, path);
  if (file) return { status: 200, headers: { "Content-Type": typeOf(file) }, body: readFileSync(file) };
  if (redirect) return redirect;
  if (path && isFile(join(folder, path, "index.html"))) return { status: 301, headers: { Location: `${pathname}/` } };
  return notFound(folder);
}

function notFound(folder) {
  return { status: 404, headers: { "Content-Type": TYPES[".html"] }, body: readFileSync(join(folder, "404.html")) };
}

/** `/` is `/index.html`, `/about` may be `/about.html`; `_headers`, `_redirects` and what lies outside is nobody's to see. */
function fileFor(folder, path) {
  if (path === "/_headers" || path === "/_redirects") return undefined;
  const names = path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  return names.map((name) => join(folder, name)).find((file) => file.startsWith(resolve(folder) + sep) && isFile(file));
}

/** @returns {Rule[]} */
export function headerRules(text) {
  const rules = [];
  for (const line of lines(text)) {
    const [, name, value] = line.match(/^\s+([^:]+):\s*(.*)$/) ?? [];
    if (name) rules.at(-1).headers.push([name, value]);
    else rules.push({ path: line.trim(), headers: [] });
  }
  return rules;
}

/** Every rule that fits counts; the values of one header are joined. */
function headersFor(path, rules) {
  const headers = {};
  for (const [name, value] of rules.filter((rule) => fits(rule.path, path)).flatMap((rule) => rule.headers)) {
    headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/** @returns {Redirect[]} */
export function redirectRules(text) {
  return lines(text).map((line) => {
    const [from, to, status = "301"] = line.trim().split(/\s+/);
    return { from, to, status: Number.parseInt(status, 10), force: status.endsWith("!") };
  });
}

function follow({ from, to, status, force }, path) {
  if (path === undefined || !fits(from, path)) return undefined;
  return { status, headers: { Location: to.replace(":splat", path.slice(from.indexOf("*"))) }, force };
}

function fits(pattern, path) {
  return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : [pattern, `${pattern}/`].includes(path);
}

function lines(text) {
  return text.split("\n").filter((line) => line.trim() && !line.startsWith("#"));
}

function decoded(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function typeOf(file) {
  return TYPES[extname(file)] ?? "application/octet-stream";
}

/** False too for a path that goes on below a file. */
function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}

function textOf(path) {
  return isFile(path) ? readFileSync(path, "utf8") : "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { origin } = await serve(resolve(process.argv[2] ?? "public"), { port: Number(process.env.PORT ?? 0) });
  console.log(origin);
}
