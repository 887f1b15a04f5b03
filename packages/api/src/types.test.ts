import { expectTypeOf, test } from 'vitest';
import type { ApiClient } from './client/index.ts';
import type { AppCaller, AppRouter, RouterInputs, RouterOutputs, TaskOut } from './index.ts';

/** Compiled, never run: each line below is a promise of the types. */
async function usage(api: ApiClient, caller: AppCaller): Promise<void> {
  expectTypeOf(await api.tasks.get.query({ number: 3 })).toEqualTypeOf<TaskOut>();
  expectTypeOf(await caller.tasks.create({ title: 'x' })).toEqualTypeOf<TaskOut>();
  expectTypeOf((await api.tasks.list.query({})).total).toEqualTypeOf<number>();
  expectTypeOf(await api.tasks.tags.query()).toEqualTypeOf<string[]>();
  await api.tasks.update.mutate({ id: 'x', dueAt: null });
  api.tasks.changed.subscribe(undefined, {
    onData: (event) => expectTypeOf(event.data).toEqualTypeOf<{ revision: number }>(),
    onError: (error) => expectTypeOf(error.data?.authCode).toEqualTypeOf<string | undefined>(),
  });

  // @ts-expect-error a task needs a title
  await api.tasks.create.mutate({});
  // @ts-expect-error nobody can name an owner
  await api.tasks.create.mutate({ title: 'x', userId: 'somebody' });
  // @ts-expect-error there is no such status
  await api.tasks.update.mutate({ id: 'x', status: 'finished' });
  // @ts-expect-error a moment travels as text
  await api.tasks.create.mutate({ title: 'x', dueAt: new Date() });
  // @ts-expect-error a title cannot be taken away
  await api.tasks.update.mutate({ id: 'x', title: null });
  // @ts-expect-error filters are lists
  await api.tasks.list.query({ status: 'todo' });
  // @ts-expect-error a mutation is not a query
  await api.tasks.create.query({ title: 'x' });
  // @ts-expect-error a query is not a subscription
  api.tasks.list.subscribe({}, {});
  // @ts-expect-error there is no such procedure
  await api.tasks.obliterate.mutate({});
  // @ts-expect-error what is deleted has no number to be found by
  await caller.tasks.restore({ number: 3 });
}

test('inputs and outputs are what the wire carries', () => {
  expectTypeOf(usage).toBeFunction();
  expectTypeOf<RouterInputs['tasks']['update']['dueAt']>().toEqualTypeOf<
    string | null | undefined
  >();
  expectTypeOf<TaskOut['dueAt']>().toEqualTypeOf<string | null>();
  expectTypeOf<TaskOut['createdAt']>().toEqualTypeOf<string>();
  expectTypeOf<TaskOut['status']>().toEqualTypeOf<'todo' | 'doing' | 'done'>();
  expectTypeOf<RouterOutputs['threads']['list']['nextCursor']>().toEqualTypeOf<string | null>();
  expectTypeOf<RouterOutputs['account']['me']>().toEqualTypeOf<{
    id: string;
    name: string;
    email: string;
  }>();
  expectTypeOf<keyof AppRouter['_def']['record']>().toEqualTypeOf<
    'account' | 'tasks' | 'threads'
  >();
});
