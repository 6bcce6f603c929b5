// Finds Chromium on this machine and starts it: the one that CHROMIUM names, or else the first on the PATH.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Nothing but the pages under test: no updates, no sync, no first-run pages. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns {string} the path of the browser's program */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  if (!found) throw new Error(`none of ${NAMES.join(", ")} is on the PATH: install Chromium, or name a browser with CHROMIUM=/path/to/it`);
  return found;
}

/**
 * A browser with a profile of its own; without the sandbox, which root and most containers cannot have. It only sees our pages.
 * @param {string[]} [flags] more flags
 */
export function launch(flags = []) {
  return chromium.launch({ executablePath: chromiumPath(), args: [...FLAGS, ...flags], chromiumSandbox: false });
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
