// Adds up the reports that the test runners left in each package, and the checks that .ci/run
// counted itself, and prints the one line "N passed, N failed". Fails when nothing ran.
import { globSync, readFileSync } from 'node:fs';

/** What of Vitest's and Playwright's JSON reports is counted here. */
interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number };
}

const [checksPassed = '0', checksFailed = '0'] = process.argv.slice(2);
const reports = globSync('{apps,packages,examples,tooling}/*/report.json').concat(
  globSync('e2e/report.json'),
);
let passed = Number(checksPassed);
let failed = Number(checksFailed);
for (const file of reports) {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const ok = report.numPassedTests ?? report.stats?.expected ?? 0;
  const bad = report.numFailedTests ?? (report.stats?.unexpected ?? 0) + (report.stats?.flaky ?? 0);
  process.stdout.write(`${file.replace('/report.json', '')}: ${ok} passed, ${bad} failed\n`);
  passed += ok;
  failed += bad;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (reports.length === 0 || failed > 0) process.exitCode = 1;
