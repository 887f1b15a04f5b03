import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitArguments = Parameters<NodeFS['init']>;
type EmscriptenOptions = Awaited<ReturnType<NodeFS['init']>>;

/** The one hook of Emscripten's folder file system that is missing. */
interface NodeFiles {
  stream_ops: { fsync?: (stream: { nfd: number }) => number };
}

/**
 * A folder in which PostgreSQL's `fsync` reaches the disk. PGlite's own folder ignores it, so that
 * a power cut loses what was acknowledged.
 */
export class DurableFolder extends NodeFS {
  readonly #onAbort: () => void;

  /** @param onAbort Called when PostgreSQL gives up. */
  constructor(folder: string, onAbort: () => void) {
    super(folder);
    this.#onAbort = onAbort;
  }

  override async init(...args: InitArguments): Promise<EmscriptenOptions> {
    const { emscriptenOpts } = await super.init(...args);
    const preRun = [emscriptenOpts.preRun ?? [], addFsync].flat();
    return { emscriptenOpts: { ...emscriptenOpts, preRun, onAbort: this.#onAbort } };
  }
}

function addFsync(module: { NODEFS?: unknown }): void {
  (module.NODEFS as NodeFiles).stream_ops.fsync = ({ nfd }) => {
    fsyncSync(nfd);
    return 0;
  };
}
