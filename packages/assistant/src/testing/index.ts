// What is listed here is a promise: the server and the end-to-end tests are run with it.
export type { ScriptedModel, ScriptStep } from './scripted-model.ts';
export { createScriptedModel } from './scripted-model.ts';
