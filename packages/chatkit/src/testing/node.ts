// What is listed here is a promise. It needs Node; the fake server itself does not.
export type { ServedFake, ServeFakeOptions } from './serve-fake.ts';
export { serveFake } from './serve-fake.ts';
