import { expect, it } from 'vitest';
import { clientAddress, isUnknownChain } from './client-address.ts';

it.each([
  ['no proxy', '10.0.0.1', undefined, 0, '10.0.0.1'],
  ['a claim while no proxy is trusted', '10.0.0.1', '1.2.3.4', 0, '10.0.0.1'],
  ['one proxy', '10.0.0.1', '5.6.7.8', 1, '5.6.7.8'],
  ['a claim in front of one proxy', '10.0.0.1', '1.2.3.4, 5.6.7.8', 1, '5.6.7.8'],
  ['two proxies', '10.0.0.1', '1.2.3.4, 5.6.7.8, 10.0.0.2', 2, '5.6.7.8'],
  ['fewer entries than proxies', '10.0.0.1', '5.6.7.8', 2, '10.0.0.1'],
  ['an empty header', '10.0.0.1', '', 1, '10.0.0.1'],
  ['no socket', null, undefined, 0, null],
] as const)('with %s', (_, socket, forwarded, proxies, address) => {
  expect(clientAddress(socket, forwarded, proxies)).toBe(address);
});

it.each([
  ['nothing with none', undefined, 0, false],
  ['an entry with none', '1.2.3.4', 0, true],
  ['nothing with one', undefined, 1, true],
  ['one with one', '1.2.3.4', 1, false],
  ['two with one', '1.2.3.4, 5.6.7.8', 1, false],
  ['one with two', '5.6.7.8', 2, true],
] as const)('knows an unknown chain: %s', (_, forwarded, proxies, unknown) => {
  expect(isUnknownChain(forwarded, proxies)).toBe(unknown);
});
