import type { TaskFilters } from '../tasks/filters.ts';

/** Which half, which conversation and which tasks the home page shows, as in its address. */
export interface HomeSearch extends TaskFilters {
  thread?: string | undefined;
  view?: 'chat' | undefined;
}

let kept: HomeSearch = {};

/** The home page as it was left, for the links that lead back to it. Memory only. */
export function readHome(): HomeSearch {
  return kept;
}

/** Remembers what the home page shows. */
export function keepHome(search: HomeSearch): void {
  kept = search;
}
