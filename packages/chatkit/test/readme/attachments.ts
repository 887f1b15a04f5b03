import { createChatKitServer, createMemoryStore, streamMessage } from '@parley/chatkit';
import { createAttachments } from '@parley/chatkit/attachments';
import { createDiskByteStore } from '@parley/chatkit/attachments/disk';

interface User {
  userId: string;
}

const owner = ({ userId }: User): string => userId;
const store = createMemoryStore<User>({ owner });
const attachments = createAttachments<User>({
  store,
  bytes: createDiskByteStore({ folder: 'files' }),
  owner,
  url: 'https://app.example/files',
  secret: process.env['FILES_SECRET'] ?? '',
});
const chatkit = createChatKitServer<User>({
  store,
  attachments,
  respond: (input) => streamMessage(input, 'I have your file.'),
});

export async function handle(request: Request, user: User): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/chatkit') return chatkit.handle(request, user);
  if (request.method === 'PUT') return attachments.upload(request, user);
  return attachments.preview(request);
}
