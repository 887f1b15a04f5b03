import type { Intent } from './intent.ts';

const HELLO =
  /^(?:hi|hello|hey|hiya|howdy|yo|greetings|salaam?|good (?:morning|afternoon|evening|day))(?:[\s,!.]+(?:there|world|parley|assistant|again|everyone|how are you))*[\s!.?]*$/i;
const BYE =
  /^(?:(?:good ?)?bye(?:[- ]bye)?|good night|see (?:you|ya)(?: (?:later|soon|tomorrow))?|cya|ciao|take care)[\s!.]*$/i;
const HOW_TO =
  /^(?:how (?:do|can|could|would|should) (?:i|you|we)|how to)\b.*\b(?:tasks?|to-?dos?|lists?|tags?|priorit(?:y|ies)|due dates?|deadlines?|undo|add|delete|complete|rename)\b|^(?:can|could|do) (?:you|i) (?:also )?(?:add|create|delete|remove|complete|finish|edit|change|update|rename|reopen|tag|show|list|search) (?:an? |any |some |many )?(?:tasks?|to-?dos?|items?|things?)[\s?!.]*$/i;
const THANKS =
  /^(?:(?:ok|okay|great|perfect|awesome|nice|cool|good|wonderful)[\s,!.]*)*(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|great|perfect|awesome|nice(?: one)?|cool|good job|well done|ok|okay|got it|wonderful)[\s!.]*$/i;
const HELP =
  /^(?:help(?: me)?|\?+|what can (?:you|i) do(?: here)?|what do you do|how (?:do|does) (?:this|it|you) work|commands?|menu|who are you|what are you|how can you help(?: me)?|(?:are you|is this) (?:chat ?gpt|gpt|claude|gemini)|are you (?:a bot|an ai|real|human))[\s?!.]*$/i;
const SECRETS =
  /\b(?:system prompt|your (?:prompt|instructions|rules)|api[- ]?keys?|access token|my token|bearer|jwt|passwords?|secret key|environment variables?|ignore (?:all |your |the |any |previous )+(?:rules|instructions|prompts?))\b/i;
const OTHERS =
  /\b(?:user[_ -]?id|as (?:an? |the )?(?:admin|administrator|root)|(?:every(?:one|body)|anyone|all users|other (?:users?|people))(?:'s|s')?|impersonate|switch (?:to )?(?:user|account)|log ?in as)\b/i;
const I_AM = /^[Ii](?:'m| am) (?:\p{Lu}\p{L}+|the admin|an admin|admin|root)[\s.!]*$/u;
const SOMEBODYS =
  /\b(?!(?:today|tomorrow|tonight|week|month|day|it|that|what|let|where|who|there|here)'s)\p{L}+'s (?:tasks|list|to-?dos)\b/iu;
const REMINDER =
  /^(?:(?:set|add|create|make) (?:a |me a )?(?:reminder|alarm|alert|notification)s? (?:for|on|about|to) (?:task|#|the|my|it|that)\b|remind me (?:about|of) (?:task \d|#\d|it|that)|snooze\b|notify me\b|alert me\b)/i;
const QUESTION =
  /^(?:(?:what|who|whom|whose|where|why|when|which|how|is|are|am|was|were|did|does|any|anything)\b|do (?:i|you|we|they|any)\b|(?:has|have|can|could|should|would|will) (?:i|you|we|they|he|she|it|there|the|my|any|anything)\b|(?:tell me|write me|explain|define|calculate|convert)\b)/i;

/**
 * Reads greetings, thanks, goodbyes and questions about what can be said; null for anything else.
 */
export function readSmallTalk(text: string): Intent | null {
  if (HELLO.test(text)) return { kind: 'hello' };
  if (HELP.test(text)) return { kind: 'help' };
  if (HOW_TO.test(text)) return { kind: 'help' };
  if (THANKS.test(text)) return { kind: 'thanks' };
  if (BYE.test(text)) return { kind: 'bye' };
  return null;
}

/** Reads what the assistant must not or cannot do: secrets, others' tasks, reminders. */
export function readRefusal(text: string): Intent | null {
  if (SECRETS.test(text)) return { kind: 'no-secrets' };
  if (OTHERS.test(text) || I_AM.test(text) || SOMEBODYS.test(text))
    return { kind: 'own-tasks-only' };
  if (REMINDER.test(text)) return { kind: 'no-reminders' };
  return null;
}

/** Whether the text is a question about the world rather than something to do. */
export function isQuestion(text: string): boolean {
  return QUESTION.test(text) || text.trim().endsWith('?');
}
