import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { explainAuthFailure } from './auth-messages.ts';
import type { AuthFailure, AuthProblem } from './auth-messages.ts';

/** What a form asks for. */
export interface AuthFormOptions<Field extends string> {
  fields: readonly Field[];
  /** Complaints about the values, by field; nothing is sent while there is one. */
  check(values: Record<Field, string>): Partial<Record<Field, string | undefined>>;
  /** Sends the values. Resolves with the failure, or with null when the server accepted. */
  send(values: Record<Field, string>): Promise<AuthFailure | null>;
  /** Called after the server accepted; `form` is the element that was sent. */
  onDone(values: Record<Field, string>, form: HTMLFormElement): void | Promise<void>;
}

/** The state of a form: what is wrong, and whether it is being sent. */
export interface AuthForm<Field extends string> {
  onSubmit(event: SubmitEvent<HTMLFormElement>): void;
  pending: boolean;
  /** What is wrong, by field. */
  errors: Partial<Record<Field, string | undefined>>;
  /** What is wrong with the whole. */
  problem: string | null;
}

/**
 * Runs a form: checks, sends once at a time, puts each complaint next to its field and the focus
 * on the first of them. What was typed stays.
 */
export function useAuthForm<Field extends string>({
  fields,
  check,
  send,
  onDone,
}: AuthFormOptions<Field>): AuthForm<Field> {
  const [pending, setPending] = useState(false);
  const [errors, setErrors] = useState<Partial<Record<Field, string | undefined>>>({});
  const [problem, setProblem] = useState<string | null>(null);

  function complain(
    form: HTMLFormElement,
    next: Partial<Record<Field, string | undefined>>,
  ): boolean {
    setErrors(next);
    const first = fields.find((field) => next[field] !== undefined);
    if (first === undefined) return false;
    form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    return true;
  }

  function explain(form: HTMLFormElement, { field, text }: AuthProblem): void {
    const shown = fields.find((name) => name === field);
    if (shown === undefined) setProblem(text);
    else complain(form, { [shown]: text } as Partial<Record<Field, string>>);
  }

  async function submit(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
    // The button that was pressed is a field too, if it has a name.
    const data = new FormData(form, button);
    const values = Object.fromEntries(
      fields.map((field) => [field, String(data.get(field) ?? '')]),
    ) as Record<Field, string>;
    setProblem(null);
    if (complain(form, check(values))) return;
    setPending(true);
    try {
      const failure = await send(values);
      if (failure === null) await onDone(values, form);
      else explain(form, explainAuthFailure(failure));
    } catch {
      // The request got no answer at all.
      explain(form, explainAuthFailure({}));
    } finally {
      setPending(false);
    }
  }

  return {
    pending,
    errors,
    problem,
    onSubmit(event) {
      event.preventDefault();
      if (!pending) void submit(event.currentTarget, event.submitter);
    },
  };
}
