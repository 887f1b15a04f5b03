// Every table, by the name Better Auth and the stores know it: a line here is a promise.
export {
  account,
  accountRelations,
  adminAct,
  apikey,
  deviceCode,
  jwks,
  passkey,
  passkeyRelations,
  session,
  sessionRelations,
  throttle,
  twoFactor,
  twoFactorRelations,
  user,
  userRelations,
  verification,
} from './auth.ts';
export { attachments, threadItems, threads } from './chat.ts';
export { userCounters } from './counters.ts';
export { revocations } from './revocations.ts';
export { taskPriorities, taskStatuses, tasks } from './tasks.ts';
