// The usual template's way, as create-t3-turbo is set up: Better Auth asks the database for the
// session behind the cookie on every request, Drizzle builds the query on every call, superjson
// carries the dates, and a protected procedure is two middlewares.
import { serve } from '@hono/node-server';
import { schema } from '@parley/db';
import { initTRPC, TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { drizzle } from 'drizzle-orm/postgres-js';
import { Hono } from 'hono';
import postgres from 'postgres';
import superjson from 'superjson';
import { z } from 'zod';

const port = Number(process.env['PORT']);
const db = drizzle(postgres(process.env['DATABASE_URL'] ?? '', { max: 10 }), { schema });
const auth = betterAuth({
  baseURL: `http://localhost:${port}`,
  secret: process.env['AUTH_SECRET'] ?? '',
  database: drizzleAdapter(db, { provider: 'pg', schema }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
});

/** What a list shows: the same columns as its peers'. */
const columns = {
  id: true,
  number: true,
  title: true,
  notes: true,
  status: true,
  priority: true,
  dueAt: true,
  dueHasTime: true,
  tags: true,
  createdAt: true,
  updatedAt: true,
  completedAt: true,
} as const;

const t = initTRPC
  .context<{ session: Awaited<ReturnType<typeof auth.api.getSession>> }>()
  .create({ isDev: false, transformer: superjson });
const protectedProcedure = t.procedure
  .use(({ next }) => next())
  .use(({ ctx, next }) => {
    if (ctx.session === null) throw new TRPCError({ code: 'UNAUTHORIZED' });
    return next({ ctx: { session: ctx.session } });
  });
const router = t.router({
  tasks: t.router({
    list: protectedProcedure.input(z.object({ limit: z.int().max(100) })).query(({ ctx, input }) =>
      db.query.tasks.findMany({
        columns,
        where: (task, { and, eq, isNull }) =>
          and(eq(task.userId, ctx.session.user.id), isNull(task.deletedAt)),
        orderBy: (task, { desc }) => [desc(task.createdAt), desc(task.id)],
        limit: input.limit,
      }),
    ),
  }),
});

const app = new Hono();
app.get('/healthz', (context) => context.text('ok'));
app.on(['GET', 'POST'], '/api/auth/*', (context) => auth.handler(context.req.raw));
app.all('/api/trpc/*', (context) =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: context.req.raw,
    router,
    createContext: async () => ({
      session: await auth.api.getSession({ headers: context.req.raw.headers }),
    }),
  }),
);
serve({ fetch: app.fetch, port });
