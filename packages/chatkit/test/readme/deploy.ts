import { createServer } from 'node:http';
import type { ChatKitServer } from '@parley/chatkit';
import { createCors } from '@parley/chatkit';
import { createNodeHandler } from '@parley/chatkit/node';

interface User {
  userId: string;
}

export function serve(
  chatkit: ChatKitServer<User>,
  userOf: (request: Request) => Promise<User | undefined>,
): void {
  const cors = createCors({ origins: ['https://app.example'] });
  const handler = cors(async (request: Request) => {
    const user = await userOf(request);
    return user ? chatkit.handle(request, user) : new Response(null, { status: 401 });
  });
  const server = createServer(createNodeHandler(handler)).listen(3000);
  process.once('SIGTERM', async () => {
    server.close();
    await chatkit.close({ graceMs: 10_000 });
    server.closeAllConnections();
  });
}
