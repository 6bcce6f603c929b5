// The not-found page: which code a path holds, and why it has no page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { caseOf, codeInPath } from "../../../themes/default/assets/js/path.mjs";

const PATHS = [
  ["/403", "403"],
  ["/sip/486", "486"],
  ["/codes/999/", "999"],
  ["/codes/404.html", "404"],
  ["/kb/sip-503-service-unavailable", "503"],
  ["/404.html", undefined],
  ["/kb/404.html", undefined],
  ["/codes/4044/", undefined],
  ["/2026/11/22", undefined],
  ["/", undefined],
];
for (const [path, code] of PATHS) {
  test(`${path} holds ${code ?? "no code"}`, () => assert.equal(codeInPath(path), code));
}

const CASES = [
  ["404", "page"],
  ["603", "no-page"],
  ["499", "unregistered"],
  ["099", "outside"],
  ["700", "outside"],
];
for (const [code, which] of CASES) {
  test(`${code} is ${which}`, () => assert.equal(caseOf(code, ["404"], ["404", "603"]), which));
}
