// Verbs people begin a task with. They decide only whether "eggs" in "buy milk, eggs and bread"
// begins a second task, and whether a bare sentence is something to do.
const VERBS = new Set(
  (
    'apply arrange ask assemble attend back backup bake book borrow bring build buy call cancel change ' +
    'charge check clean clear close collect compare complete contact cook copy debug decide decorate delete deliver deploy ' +
    'design discuss do donate download draft draw drink drive drop eat edit email empty enroll exercise ' +
    'explore feed file fill find finish fix fold follow format gather get give go grab hang help hire ' +
    'install invite iron join learn look mail make measure meditate meet merge message mop move mow ' +
    'network order organise organize pack paint park pay phone pick plan plant play post practice ' +
    'practise prepare present print publish purchase put read record recycle refactor refill register ' +
    'remove renew rent repair replace reply report request research reserve respond return review rewrite ride ' +
    'run save schedule scrub sell send set sew share shop sign sing skype sort speak start stop study ' +
    'submit subscribe swim switch take talk teach tell test text thank throw tidy train translate ' +
    'transfer travel try turn unpack update upgrade upload use vacuum verify visit volunteer wait walk ' +
    'wash watch water wipe work workout wrap write'
  ).split(' '),
);

// Past forms that no rule gives.
const PAST = new Map(
  Object.entries({
    ate: 'eat',
    bought: 'buy',
    brought: 'bring',
    built: 'build',
    did: 'do',
    drank: 'drink',
    drew: 'draw',
    drove: 'drive',
    fed: 'feed',
    gave: 'give',
    got: 'get',
    hung: 'hang',
    left: 'leave',
    made: 'make',
    met: 'meet',
    paid: 'pay',
    ran: 'run',
    rode: 'ride',
    sang: 'sing',
    sent: 'send',
    sold: 'sell',
    spoke: 'speak',
    swam: 'swim',
    taught: 'teach',
    threw: 'throw',
    told: 'tell',
    took: 'take',
    went: 'go',
    wrote: 'write',
  }),
);

/** Whether the text begins with a verb that things to do begin with ("buy", "call"). */
export function startsWithTaskVerb(text: string): boolean {
  return VERBS.has(firstWord(text));
}

/**
 * The verb that a past form comes from: "bought" is "buy", "called" is "call". Null for other
 * words.
 */
export function baseOfPast(word: string): string | null {
  const past = word.toLowerCase();
  const irregular = PAST.get(past);
  if (irregular) return irregular;
  if (!past.endsWith('ed')) return null;
  const stem = past.slice(0, -2);
  const bases = [stem, `${stem}e`, stem.replace(/i$/, 'y'), stem.replace(/(.)\1$/, '$1')];
  return bases.find((base) => VERBS.has(base)) ?? null;
}

function firstWord(text: string): string {
  const [first = ''] = text
    .trim()
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return first;
}
