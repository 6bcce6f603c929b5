// The server of these tests does what a host does, so that the site's own rules are what is tested.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { builtSite } from "./site.mjs";

const server = await serve(builtSite());
after(() => server.close());

const ask = (path) => fetch(server.origin + path, { redirect: "manual" });

test("every answer carries the site's policy", async () => {
  for (const path of ["/", "/codes/486/", "/codes.json", "/nowhere"]) {
    const { headers } = await ask(path);
    assert.match(headers.get("content-security-policy"), /^default-src 'none'; script-src 'self'/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
  }
});

test("assets may be kept for ever, pages are asked for again", async () => {
  const [script] = (await (await ask("/")).text()).match(/\/assets\/home\.[^"\s>]+\.js/);
  assert.match((await ask(script)).headers.get("cache-control"), /max-age=31536000, immutable$/);
  for (const path of ["/", "/codes/486/", "/codes.json"]) {
    assert.equal((await ask(path)).headers.get("cache-control"), "public, max-age=0, must-revalidate", path);
  }
});

test("what is not there has status 404", async () => {
  for (const path of ["/foo", "/codes/999/", "/_headers", "/_redirects", "/..%2f..%2fetc/passwd", "/%zz"]) assert.equal((await ask(path)).status, 404, path);
});

test("short addresses are redirected", async () => {
  const answer = await ask("/sip/486?x=1");
  assert.deepEqual([answer.status, answer.headers.get("location")], [301, "/codes/486/?x=1"]);
});
