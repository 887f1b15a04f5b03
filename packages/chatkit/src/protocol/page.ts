/** One page of a listing (protocol A.5). */
export interface Page<T> {
  data: T[];
  has_more: boolean;
  /** Cursor of the next page; absent when there is none. */
  after?: string | undefined;
}

/** Sort order of a listing, by creation. */
export type Order = 'asc' | 'desc';
