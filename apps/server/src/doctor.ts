import { examine, printFailed, printOk } from './doctor/examine.ts';
import { findPlace } from './doctor/place.ts';
import type { Place } from './doctor/place.ts';
import { readSettings } from './settings/read-settings.ts';
import { explainStartFailure } from './start/explain.ts';
import { startSteps } from './start/start-server.ts';

process.exitCode = await visit((line) => void process.stdout.write(`${line}\n`));

/** Walks from the settings to a removed user. @returns the exit code. */
async function visit(print: (line: string) => void): Promise<number> {
  let hop: string = 'settings';
  let place: Place | undefined;
  try {
    const settings = readSettings(process.env);
    printOk(print, hop, settings.production ? 'production' : 'development');
    hop = startSteps[0];
    place = await findPlace(settings, (step, found) => {
      printOk(print, step, found);
      hop = startSteps[startSteps.indexOf(step) + 1] ?? step;
    });
  } catch (error) {
    printFailed(print, hop, explainStartFailure(error));
    print(`\nThe first hop that fails: ${hop}.`);
    return 1;
  }
  const failed = await examine(place, print).finally(() => place.leave());
  print(failed === null ? '\nEvery hop holds.' : `\nThe first hop that fails: ${failed}.`);
  return failed === null ? 0 : 1;
}
