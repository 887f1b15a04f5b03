import { median } from '../report.ts';
import type { Figure } from '../report.ts';
import type { Contender } from './contender.ts';
import { createBody, pageBody, textOf } from './contender.ts';
import { sendFloor } from './floor.ts';
import { nodeBackendSdkContender } from './node-backend-sdk.ts';
import { parleyContender } from './parley.ts';

const rounds = 7;
const longAnswer = { deltas: 2_000, turns: 10 };
const shortAnswer = { deltas: 3, turns: 2_000 };
const reads = 2_000;
const lengths = { short: 100, long: 10_000 };

/** Microseconds per event, turn and read in one round. */
interface Costs {
  event: number;
  turn: number;
  shortRead: number;
  longRead: number;
}

/**
 * What a streamed event, a short turn and the read of a page cost in memory, from the JSON of a
 * request to the bytes of its answer: ours and the other npm package, round by round in turn.
 */
export async function measureInProcess(): Promise<Figure[]> {
  const makers = [parleyContender, nodeBackendSdkContender];
  const costs = makers.map((): Costs[] => []);
  const floors: number[] = [];
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const floor = await floorOfEvent();
    if (round > 0) floors.push(floor);
    for (const [index, make] of makers.entries()) {
      // A new one each time: what a round leaves behind must not slow down the next.
      const result = await costsOf(make());
      if (round > 0) costs[index]?.push(result);
    }
  }
  const [own = [], peer = []] = costs;
  return [
    ...figuresOf(parleyContender().name, middleOf(own), {
      event: { atMost: 2 },
      turn: { atMost: 0.1 },
      growth: { atMost: 1.5 },
    }),
    ...figuresOf(nodeBackendSdkContender().name, middleOf(peer), {}),
    { name: 'one event without any protocol, the floor', value: median(floors), unit: 'µs' },
  ];
}

/** The thread, the message, the answer's beginning and its end; `stream_options` where there is. */
const framesAround = 4;

async function costsOf(contender: Contender): Promise<Costs> {
  const shortThread = await contender.makeThread(lengths.short);
  const longThread = await contender.makeThread(lengths.long);
  contender.setDeltas(longAnswer.deltas);
  await check(contender, longThread);
  const answer = await microseconds(longAnswer.turns, async () => contender.send(createBody));
  contender.setDeltas(shortAnswer.deltas);
  return {
    event: answer / (longAnswer.deltas + framesAround),
    turn: await microseconds(shortAnswer.turns, async () => contender.send(createBody)),
    shortRead: await microseconds(reads, async () => contender.send(pageBody(shortThread))),
    longRead: await microseconds(reads, async () => contender.send(pageBody(longThread))),
  };
}

/** A server that answers less than it should would only look fast. */
async function check(contender: Contender, thread: string): Promise<void> {
  const frames = textOf(await contender.send(createBody)).match(/^data: /gm)?.length ?? 0;
  if (frames < longAnswer.deltas + framesAround) {
    throw new Error(`${contender.name} sent only ${frames} events`);
  }
  const page: unknown = JSON.parse(textOf(await contender.send(pageBody(thread))));
  const { data } = page as { data: unknown[] };
  if (data.length !== 20) throw new Error(`${contender.name} read a page of ${data.length}`);
}

async function floorOfEvent(): Promise<number> {
  const { deltas, turns } = longAnswer;
  return (await microseconds(turns, async () => sendFloor(deltas))) / (deltas + 2);
}

/**
 * The mean time of one of so many runs, one after the other: by the clock, or by the processor
 * where other programs keep this one waiting.
 */
async function microseconds(times: number, run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  const before = process.cpuUsage();
  for (let count = 0; count < times; count += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return Math.min((performance.now() - from) * 1000, user + system) / times;
}

function middleOf(all: readonly Costs[]): Costs {
  const middle = (key: keyof Costs): number => median(all.map((costs) => costs[key]));
  return {
    event: middle('event'),
    turn: middle('turn'),
    shortRead: middle('shortRead'),
    longRead: middle('longRead'),
  };
}

type Aims = Partial<Record<'event' | 'turn' | 'growth', NonNullable<Figure['aim']>>>;

function figuresOf(name: string, costs: Costs, aims: Aims): Figure[] {
  const { event, turn, shortRead, longRead } = costs;
  const figure = (
    what: string,
    [value, unit]: [number, Figure['unit']],
    aim?: Figure['aim'],
  ): Figure => ({ name: `${what}, ${name}`, value, unit, ...(aim === undefined ? {} : { aim }) });
  return [
    figure('one streamed event', [event, 'µs'], aims.event),
    figure('streamed events', [1e6 / event, '/s']),
    figure('one short turn', [turn / 1000, 'ms'], aims.turn),
    figure('short turns', [1e6 / turn, '/s']),
    figure(`pages read from ${lengths.short} items`, [1e6 / shortRead, '/s']),
    figure(`pages read from ${lengths.long} items`, [1e6 / longRead, '/s']),
    figure(
      'a page of the long thread / of the short one',
      [longRead / shortRead, '×'],
      aims.growth,
    ),
  ];
}
