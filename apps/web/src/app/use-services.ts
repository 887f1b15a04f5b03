import { createContext, use, useSyncExternalStore } from 'react';
import type { GateState } from './session-gate.ts';
import type { SessionUser } from './session.ts';
import type { Services } from './services.ts';

/** Carries the services to the pages; `main.tsx` provides it. */
export const ServicesContext = createContext<Services | null>(null);

/** @throws Error outside of `ServicesContext`. */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new Error('ServicesContext is missing.');
  return services;
}

/** The signed-in person, or null. */
export function useSessionUser(): SessionUser | null {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.current);
}

/** Whether somebody is being asked to sign in again. */
export function useGateState(): GateState {
  const { gate } = useServices();
  return useSyncExternalStore(gate.subscribe, gate.state);
}
