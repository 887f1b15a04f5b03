// What is listed here is a promise: stores and responders of other packages are tested with it.
export type { ChatKitClient, ClientReply, LeaveBy, SendOptions } from './client.ts';
export { createClient } from './client.ts';
export type { AnswerToolOptions, Conversation, MessageOptions } from './conversation.ts';
export { createConversation } from './conversation.ts';
export type { FakeFault } from './fake-fault.ts';
export type { FakeReply } from './fake-reply.ts';
export type { FakeRequest, FakeServer, FakeServerOptions } from './fake-server.ts';
export { createFakeServer } from './fake-server.ts';
export type { FakeItem, FakeThread } from './fake-thread.ts';
export type {
  Scenario,
  ScenarioExpectation,
  ScenarioHooks,
  ScenarioOutcome,
  ScenarioStep,
  ScenarioStore,
  ScriptOperation,
} from './scenario.ts';
export { expectedOutcome } from './scenario.ts';
export type { ScenarioRun } from './scenario-runner.ts';
export { runScenario } from './scenario-runner.ts';
export { runScript, scriptedResponder } from './script.ts';
export { readEvents } from './sse-reader.ts';
export type { FailingStore, StoreMethod } from './failing-store.ts';
export { failingStore } from './failing-store.ts';
