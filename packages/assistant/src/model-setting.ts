/** Which assistant answers. */
export type ModelSetting =
  | { kind: 'offline' }
  | { kind: 'model'; provider: Provider; name: string; apiKey?: string; baseUrl?: string };

/** Providers a model can come from; `ollama` and `compatible` speak OpenAI's chat protocol. */
export type Provider = 'openai' | 'anthropic' | 'google' | 'ollama' | 'compatible';
