import type { LanguageModel } from 'ai';

/** Providers a model can come from; `ollama` and `compatible` speak OpenAI's chat protocol. */
export type Provider = 'openai' | 'anthropic' | 'google' | 'ollama' | 'compatible';

/** A model by name, with what is needed to reach it. */
export interface NamedModel {
  kind: 'model';
  provider: Provider;
  /** What the user wrote: `provider/name`. */
  label: string;
  /** The provider's own name of the model. */
  name: string;
  apiKey?: string;
  baseUrl?: string;
}

/** Which assistant answers: rules, a model by name, or a model made elsewhere (tests). */
export type ModelSetting =
  | { kind: 'offline' }
  | NamedModel
  | { kind: 'instance'; label: string; model: LanguageModel };

/** The variables that choose a model. */
export interface ModelEnvironment {
  MODEL?: string | undefined;
  MODEL_BASE_URL?: string | undefined;
  MODEL_API_KEY?: string | undefined;
  OPENAI_API_KEY?: string | undefined;
  ANTHROPIC_API_KEY?: string | undefined;
  GOOGLE_GENERATIVE_AI_API_KEY?: string | undefined;
}

/** A setting that names no model that could answer; the message says what to set. */
export class ModelSettingError extends Error {
  override readonly name = 'ModelSettingError';
  readonly code: 'MALFORMED' | 'UNKNOWN_PROVIDER' | 'MISSING_KEY' | 'BAD_BASE_URL';

  constructor(code: ModelSettingError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const KEYS = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
} as const;
const OLLAMA = 'http://localhost:11434/v1';

/**
 * Reads which model to use. Without `MODEL` it is the offline assistant. A provider that is not
 * known by name needs `MODEL_BASE_URL`, the address of an API like OpenAI's.
 *
 * @throws {ModelSettingError} with a sentence that names the variable; never with a key in it.
 */
export function parseModelSetting(env: ModelEnvironment): ModelSetting {
  const label = env.MODEL?.trim() ?? '';
  if (label === '' || label === 'offline') return { kind: 'offline' };
  const slash = label.indexOf('/');
  const prefix = label.slice(0, slash).toLowerCase();
  const name = label.slice(slash + 1);
  if (slash < 1 || name === '') {
    throw new ModelSettingError(
      'MALFORMED',
      'MODEL must be provider/name, for example openai/gpt-5 or ollama/llama3.',
    );
  }
  const baseUrl = readBaseUrl(env.MODEL_BASE_URL);
  if (prefix === 'openai' || prefix === 'anthropic' || prefix === 'google') {
    const apiKey = env[KEYS[prefix]]?.trim() || env.MODEL_API_KEY?.trim();
    if (!apiKey) {
      throw new ModelSettingError(
        'MISSING_KEY',
        `MODEL is ${label}, but ${KEYS[prefix]} is not set.`,
      );
    }
    return { kind: 'model', provider: prefix, label, name, apiKey, ...(baseUrl && { baseUrl }) };
  }
  const provider = prefix === 'ollama' ? 'ollama' : 'compatible';
  const address = baseUrl ?? (provider === 'ollama' ? OLLAMA : undefined);
  if (address === undefined) {
    throw new ModelSettingError(
      'UNKNOWN_PROVIDER',
      `MODEL names the provider "${prefix.slice(0, 40)}". Known are openai, anthropic, google and ollama; for any other set MODEL_BASE_URL.`,
    );
  }
  const apiKey = env.MODEL_API_KEY?.trim();
  return { kind: 'model', provider, label, name, baseUrl: address, ...(apiKey && { apiKey }) };
}

function readBaseUrl(value: string | undefined): string | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    return text.replace(/\/+$/, '');
  throw new ModelSettingError(
    'BAD_BASE_URL',
    'MODEL_BASE_URL must be an http or https address, such as http://localhost:11434/v1.',
  );
}
