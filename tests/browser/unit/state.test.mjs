// The state in the address: what is written is read back as it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, stateOf } from "../../../themes/default/assets/js/state.mjs";

const STATES = [
  [{ q: "", filters: [] }, "/"],
  [{ q: "busy", filters: [] }, "/?q=busy"],
  [{ q: "", filters: ["retry", "data"] }, "/?filter=retry&filter=data"],
  [{ q: "no balance", filters: ["custom"] }, "/?q=no+balance&filter=custom"],
  [{ q: "a&b=c#d%é", filters: [] }, "/?q=a%26b%3Dc%23d%25%C3%A9"],
];
for (const [state, address] of STATES) {
  test(`${JSON.stringify(state)} stands as ${address}`, () => {
    assert.equal(addressOf(state, "/"), address);
    assert.deepEqual(stateOf(new URL(address, "https://example.org").search), state);
  });
}

test("a query typed by hand into the address is read too", () => {
  assert.deepEqual(stateOf("?filter=retry&q=%20cause%2017%20&utm_source=x"), { q: "cause 17", filters: ["retry"] });
});
