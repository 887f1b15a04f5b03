// A line here is a promise to the server.
export type { Assistant, AssistantContext } from './context.ts';
export type { AssistantOptions } from './create-assistant.ts';
export { createAssistant } from './create-assistant.ts';
export type { ModelSetting, Provider } from './model-setting.ts';
