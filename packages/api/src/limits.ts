/**
 * Every size the API refuses to exceed, in one place so that forms and tests read the same figures.
 * Text lengths are in UTF-16 code units, after trimming.
 */
export const limits = {
  /** Calls in one HTTP batch. */
  batchSize: 10,
  /** Bytes of one request body. */
  bodyBytes: 256 * 1024,
  /** Characters of the procedure path (all names of a batch together). */
  pathLength: 512,
  /** Characters of the whole URL; the client batches below it. */
  urlLength: 8192,
  /** Task title, 1 to this many characters. */
  titleLength: 200,
  /** Task notes. */
  notesLength: 5000,
  /** Tags of one task. */
  tags: 10,
  /** One tag, 1 to this many characters. */
  tagLength: 30,
  /** Search text. */
  searchLength: 200,
  /** Rows of one page. */
  pageSize: 100,
  /** Title of a chat thread, 1 to this many characters. */
  threadTitleLength: 200,
} as const;
