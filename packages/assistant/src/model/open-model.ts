import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { NamedModel } from '../model-setting.ts';

/** Makes the model that a setting names. Nothing is sent until it is asked something. */
export function openModel({ provider, name, apiKey, baseUrl }: NamedModel): LanguageModel {
  const options = {
    fetch: fetchHere,
    ...(apiKey && { apiKey }),
    ...(baseUrl && { baseURL: baseUrl }),
  };
  switch (provider) {
    case 'openai':
      return createOpenAI(options)(name);
    case 'anthropic':
      return createAnthropic(options)(name);
    case 'google':
      return createGoogleGenerativeAI(options)(name);
    case 'ollama':
    case 'compatible':
      return createOpenAICompatible({ ...options, name: provider, baseURL: baseUrl ?? '' })(name);
  }
}

/**
 * Follows no redirect: `fetch` drops `Authorization` on the way to another origin, but not the
 * headers in which some providers want their key, nor the conversation.
 */
const fetchHere: typeof fetch = async (input, init) => fetch(input, { ...init, redirect: 'error' });
