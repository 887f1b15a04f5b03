// The usual template's way: Better Auth asks the database for the session behind the cookie on
// every request, and Drizzle builds the query on every call.
import { serve } from '@hono/node-server';
import { schema } from '@parley/db';
import { initTRPC, TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { Hono } from 'hono';
import postgres from 'postgres';

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
  id: schema.tasks.id,
  number: schema.tasks.number,
  title: schema.tasks.title,
  notes: schema.tasks.notes,
  status: schema.tasks.status,
  priority: schema.tasks.priority,
  dueAt: schema.tasks.dueAt,
  dueHasTime: schema.tasks.dueHasTime,
  tags: schema.tasks.tags,
  createdAt: schema.tasks.createdAt,
  updatedAt: schema.tasks.updatedAt,
  completedAt: schema.tasks.completedAt,
};

const t = initTRPC
  .context<{ session: Awaited<ReturnType<typeof auth.api.getSession>> }>()
  .create({ isDev: false });
const router = t.router({
  tasks: t.router({
    list: t.procedure.query(({ ctx }) => {
      if (ctx.session === null) throw new TRPCError({ code: 'UNAUTHORIZED' });
      return db
        .select(columns)
        .from(schema.tasks)
        .where(and(eq(schema.tasks.userId, ctx.session.user.id), isNull(schema.tasks.deletedAt)))
        .orderBy(desc(schema.tasks.createdAt), desc(schema.tasks.id))
        .limit(20);
    }),
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
