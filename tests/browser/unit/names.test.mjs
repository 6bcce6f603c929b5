// Finding rows by what a system shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findRows, makeRow, readNames } from "../../../themes/default/assets/js/names.mjs";

const ROWS = [
  makeRow(["AST_CAUSE_USER_BUSY"], ["17", "486", "600"], "AST_CAUSE_USER_BUSY Hangup cause"),
  makeRow(["USER_BUSY"], ["17", "486", "600"], "USER_BUSY Hangup cause"),
  makeRow(["BUSY"], ["486", "600"], "BUSY DIALSTATUS The leg failed with cause 17"),
  makeRow(["D1"], ["403"], "D1 The limit of concurrent calls"),
  makeRow(["D10", "D11"], ["403"], "D10 D11 Switched off"),
];

/** What is asked, and the first names of the rows that it finds. */
const ASKED = [
  ["USER_BUSY", ["ast_user", "user_busy"]],
  ["user busy", ["ast_user", "user_busy"]],
  ["cause=17", ["ast_user", "user_busy"]],
  ["Q.850;cause=17", ["ast_user", "user_busy"]],
  ["DIALSTATUS=BUSY", ["busy"]],
  ["d1", ["d1"]],
  ["D11", ["d10"]],
  ["concurrent", ["d1"]],
  ["zebra", []],
];

test("a query finds the rows that fit it best", () => {
  const label = (row) => (row === ROWS[0] ? "ast_user" : row.names[0]);
  for (const [query, expected] of ASKED) assert.deepEqual(findRows(ROWS, query).map(label), expected, query);
  assert.equal(findRows(ROWS, " ").length, ROWS.length);
});

test("what says only which kind of name follows is left out, unless nothing else is there", () => {
  assert.deepEqual(readNames("hangup_cause: 34").words, ["34"]);
  assert.deepEqual(readNames("cause").words, ["cause"]);
});
