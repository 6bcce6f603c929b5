// The CloudFront function, filled in by the command of the README, answers as `_redirects` says.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const README = readFileSync(join(HERE, "../../README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "causebook-hosts-"));
after(() => rmSync(folder, { recursive: true }));

/** What the function makes of a path. */
function ask(code, uri) {
  return JSON.parse(runInNewContext(`${code}; JSON.stringify(handler({ request: { method: "GET", uri: ${JSON.stringify(uri)} } }))`));
}

/** The function with the redirects of a site, by the command of the README. */
function filled(redirects) {
  mkdirSync(join(folder, "public"), { recursive: true });
  mkdirSync(join(folder, "tests/hosts"), { recursive: true });
  writeFileSync(join(folder, "public/_redirects"), redirects);
  writeFileSync(join(folder, "tests/hosts/cloudfront-function.js"), readFileSync(join(HERE, "cloudfront-function.js")));
  const command = README.split("\n").find((line) => line.includes("> function.js"));
  execFileSync("sh", ["-c", command.trim()], { cwd: folder });
  return readFileSync(join(folder, "function.js"), "utf8");
}

test("folders have their index and their slash", () => {
  const code = readFileSync(join(HERE, "cloudfront-function.js"), "utf8");
  assert.equal(ask(code, "/").uri, "/index.html");
  assert.equal(ask(code, "/codes/404/").uri, "/codes/404/index.html");
  assert.equal(ask(code, "/codes.json").uri, "/codes.json");
  assert.equal(ask(code, "/codes/404").headers.location.value, "/codes/404/");
});

test("redirects lead where the site says", () => {
  const code = filled("/old-guide / 301\n/404 /codes/404/ 301\n/sip/404 /codes/404/ 301\n");
  for (const [from, to] of [["/old-guide", "/"], ["/404", "/codes/404/"], ["/404/", "/codes/404/"], ["/sip/404", "/codes/404/"]]) {
    const answer = ask(code, from);
    assert.deepEqual([answer.statusCode, answer.headers.location.value], [301, to], from);
  }
  assert.equal(ask(code, "/405").uri, "/405");
});
