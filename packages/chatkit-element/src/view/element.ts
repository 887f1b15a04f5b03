import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import type { ChatEvents } from '../core/state.ts';
import { createController } from './controller.ts';
import type { Controller } from './controller.ts';

/** Node has no DOM, and merely importing this module there must not fail. */
const Base: typeof HTMLElement =
  globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

type Methods = Omit<OpenAIChatKit, keyof HTMLElement>;

/** The element behind `<openai-chatkit>`. Everything it does is in its controller. */
export class ChatKitElement extends Base implements Methods {
  #controller: Controller | null = null;

  #use(): Controller {
    this.#controller ??= createController(this, (name, detail) => this.#emit(name, detail));
    return this.#controller;
  }

  #emit<K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]): void {
    this.dispatchEvent(new CustomEvent(`chatkit.${name}`, { detail }));
  }

  /** Called by the browser. */
  connectedCallback(): void {
    this.#use().connect();
  }

  /** Called by the browser. */
  disconnectedCallback(): void {
    this.#use().disconnect();
  }

  /** Replaces all options. What is on screen and in the composer stays. */
  setOptions(options: ChatKitOptions): void {
    this.#use().setOptions(options);
  }

  /** The way some older pages set options. */
  set options(options: ChatKitOptions) {
    this.setOptions(options);
  }

  /**
   * What is written in the composer and not yet sent. Not part of OpenAI's element: a page that
   * takes the element away can keep the text and bring it back with `setComposerValue`.
   */
  get composerText(): string {
    return this.#use().composerText();
  }

  async focusComposer(): Promise<void> {
    this.#use().focusComposer();
  }

  async setThreadId(threadId: string | null): Promise<void> {
    await this.#use().setThreadId(threadId);
  }

  async sendUserMessage(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    await this.#use().sendUserMessage(params);
  }

  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    await this.#use().setComposerValue(params);
  }

  async sendCustomAction(
    action: { type: string; payload?: Record<string, unknown> },
    itemId?: string,
  ): Promise<void> {
    await this.#use().sendCustomAction(action, itemId);
  }

  async showHistory(): Promise<void> {
    await this.#use().showHistory();
  }

  async hideHistory(): Promise<void> {
    this.#use().hideHistory();
  }

  async fetchUpdates(): Promise<void> {
    await this.#use().fetchUpdates();
  }
}
