// What apps import. A line here is a promise.
export { defineOpenAIChatKit } from './view/define-element.ts';
export { ChatKitElement } from './view/element.ts';
