import type { ChatKitServer } from '@parley/chatkit';
import type { Activity, User } from '../../demo.ts';
import { createDemo } from '../../demo.ts';

/** What the server below has been doing. */
export const activity: Activity = { words: 0, stopped: 0 };

/** The ChatKit server of the app: one for all of its routes. */
export const chatkit: ChatKitServer<User> = createDemo(activity);
