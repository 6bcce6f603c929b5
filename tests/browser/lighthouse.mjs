// Lighthouse's scores for phones, best of three; it is locked in lighthouse/ and installed when it is first asked for.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromiumPath } from "./chromium.mjs";

const FOLDER = fileURLToPath(new URL("lighthouse/", import.meta.url));
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const run = promisify(execFile);

/**
 * @param {string} url
 * @returns {Promise<{scores: number[], cls: number, tbt: number, failed: string[]}>} scores of 100 in the order performance,
 *   accessibility, best practices, SEO; what was found wanting in the best run
 */
export async function lighthouse(url) {
  if (!existsSync(`${FOLDER}node_modules`)) await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: FOLDER });
  const reports = [];
  for (let time = 0; time < 3; time++) reports.push(await report(url));
  const sum = ({ scores }) => scores.reduce((left, right) => left + right, 0);
  return reports.reduce((best, next) => (sum(next) > sum(best) || (sum(next) === sum(best) && next.tbt < best.tbt) ? next : best));
}

async function report(url) {
  const options = [url, "--quiet", "--output=json", `--only-categories=${CATEGORIES}`, `--chrome-flags=${FLAGS}`];
  const { stdout } = await run(process.execPath, ["node_modules/lighthouse/cli/index.js", ...options], {
    cwd: FOLDER,
    env: { ...process.env, CHROME_PATH: chromiumPath() },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { categories, audits } = JSON.parse(stdout);
  return {
    scores: CATEGORIES.map((id) => Math.round(categories[id].score * 100)),
    cls: audits["cumulative-layout-shift"].numericValue,
    tbt: audits["total-blocking-time"].numericValue,
    failed: Object.values(audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode === "binary").map(({ id }) => id),
  };
}
