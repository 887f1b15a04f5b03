// A line here is a promise to the server.
export type { Assistant, AssistantContext } from './context.ts';
export type { AssistantOptions } from './create-assistant.ts';
export { createAssistant } from './create-assistant.ts';
export type { ModelError, ModelErrorCode } from './model/provider-error.ts';
export type { ModelEnvironment, ModelSetting, NamedModel, Provider } from './model-setting.ts';
export { ModelSettingError, parseModelSetting } from './model-setting.ts';
