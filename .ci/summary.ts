// Adds up the reports that the test runners left in each package, and the checks that .ci/run
// counted itself: what each test that failed has said, and at the end "N passed, N failed". Fails
// when one did, or nothing ran.
import { globSync, readFileSync } from 'node:fs';

/** What of Vitest's JSON report is read here. */
interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** What of Playwright's JSON report is read here. */
interface PlaywrightReport {
  stats: { expected: number };
  suites: Suite[];
}

interface Suite {
  title: string;
  suites?: Suite[];
  specs: {
    file: string;
    title: string;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
}

/** A test that failed, and what it said. */
interface Failure {
  test: string;
  message: string;
}

function vitestFailures({ testResults }: VitestReport): Failure[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    // A file that could not be loaded has no tests, and is one failure.
    if (failed.length === 0 && status === 'failed') return [{ test: name, message }];
    return failed.map(({ fullName, failureMessages }) => ({
      test: `${name} › ${fullName}`,
      message: failureMessages.join('\n'),
    }));
  });
}

function playwrightFailures({ title: group, suites = [], specs }: Suite): Failure[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => ({
        test: `${file} › ${group} › ${title}`,
        message: results.map(({ error }) => error?.message ?? '').join('\n'),
      })),
  );
  return [...own, ...suites.flatMap(playwrightFailures)];
}

const [checksPassed = '0', checksFailed = '0'] = process.argv.slice(2);
const files = globSync('{apps,packages,examples,tooling}/*/report.json').concat(
  globSync('e2e/report.json'),
);
let passed = Number(checksPassed);
let failed = Number(checksFailed);
for (const file of files) {
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport | PlaywrightReport;
  const [ok, failures] =
    'stats' in report
      ? [report.stats.expected, report.suites.flatMap(playwrightFailures)]
      : [report.numPassedTests, vitestFailures(report)];
  process.stdout.write(
    `${file.replace('/report.json', '')}: ${ok} passed, ${failures.length} failed\n`,
  );
  for (const { test, message } of failures) {
    const lines = message.split('\n').slice(0, 12);
    process.stdout.write(`  ✘ ${test}\n${lines.map((line) => `      ${line}\n`).join('')}`);
  }
  passed += ok;
  failed += failures.length;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (files.length === 0 || failed > 0) process.exitCode = 1;
