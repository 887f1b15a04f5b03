import { useQuery } from '@tanstack/react-query';
import type { AuthClient } from '../app/services.ts';
import { useServices } from '../app/use-services.ts';
import { nameOfProvider } from '../auth-pages/social-ways.tsx';

/** How the account is signed in to, as far as other parts of the page depend on it. */
export interface WaysIn {
  hasPassword: boolean;
  /** The other sites whose accounts open this one, by name. */
  elsewhere: string[];
}

const withPassword: WaysIn = { hasPassword: true, elsewhere: [] };

/** How the account is signed in to; undefined until that is known. */
export function useWaysIn(): WaysIn | undefined {
  const { auth } = useServices();
  const ways = useQuery({ queryKey: ['account', 'ways-in'], queryFn: () => loadWaysIn(auth) });
  if (ways.isPending) return undefined;
  // Without an answer the forms are shown; the server says what it cannot do.
  return ways.data ?? withPassword;
}

async function loadWaysIn(auth: AuthClient): Promise<WaysIn> {
  const { data, error } = await auth.listAccounts();
  if (error !== null) throw new Error('The ways in could not be read.', { cause: error });
  const names = data.map(({ providerId }) => providerId);
  return {
    hasPassword: names.includes('credential'),
    elsewhere: names.filter((name) => name !== 'credential').map(nameOfProvider),
  };
}
