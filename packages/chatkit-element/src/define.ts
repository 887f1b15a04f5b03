import { defineOpenAIChatKit } from './view/define-element.ts';

defineOpenAIChatKit();
