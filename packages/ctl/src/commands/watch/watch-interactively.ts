import type { EtcdClient, Watcher } from '@quorate/client';
import { FlagError, parseFlags } from '../../arguments/parse-flags.ts';
import type { CommandContext } from '../../command-context.ts';
import { localFlags } from '../../command-spec.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { LineReader } from '../../prompt/line-reader.ts';
import { argify } from '../kv/argify.ts';
import { beginWatch } from './begin-watch.ts';
import { followWatch } from './follow-watch.ts';
import { watchTarget } from './watch-arguments.ts';

/** `watch -i`: lines `watch …` begin watches, `progress` asks how far they are. Ends with standard input. */
export async function watchInteractively(context: CommandContext): Promise<void> {
  const { io } = context;
  using lines = new LineReader(io);
  using cluster = await Cluster.connect(context);
  const watches = new Watches(context, await cluster.client());
  await Promise.race([watches.failure, read(context, lines, watches)]);
}

async function read(context: CommandContext, lines: LineReader, watches: Watches): Promise<void> {
  const { io } = context;
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    const [name, ...words] = argify(line);
    if (name === 'watch') {
      const complaint =
        words.length === 0 && !io.env.ETCDCTL_WATCH_KEY ? 'command type or key is not provided' : watches.begin(words);
      if (complaint !== undefined) io.stderr.write(`Invalid command ${line} (${complaint})\n`);
    } else if (name === 'progress') {
      watches.askProgress();
    } else if (name === undefined) {
      io.stderr.write(`Invalid command: ${line} (watch and progress supported)\n`);
    } else io.stderr.write(`Invalid command ${line} (only support watch)\n`);
  }
  throw new CtlError(exitCode.invalidInput, 'error reading watch request line: EOF');
}

/** The watches of a session. */
class Watches {
  /** Rejects as soon as one of them cannot go on. */
  readonly failure: Promise<never>;
  readonly #context: CommandContext;
  readonly #client: EtcdClient;
  readonly #watchers = new Set<Watcher>();
  readonly #fail: (error: unknown) => void;

  constructor(context: CommandContext, client: EtcdClient) {
    this.#context = context;
    this.#client = client;
    const { promise, reject } = Promise.withResolvers<never>();
    this.failure = promise;
    this.#fail = reject;
  }

  /**
   * Begins a watch, or returns why there cannot be one.
   *
   * @throws {CtlError} for arguments that make no sense
   */
  begin(words: readonly string[]): string | undefined {
    const { path, io } = this.#context;
    const parsed = parsedWords(path, words);
    const target = watchTarget(parsed, io);
    let watcher: Watcher;
    try {
      watcher = beginWatch(this.#client, target, parsed.flags, io.interrupted);
    } catch (error) {
      if (error instanceof CtlError) return error.message;
      throw error;
    }
    this.#watchers.add(watcher);
    followWatch(this.#context, watcher, target)
      .finally(() => this.#watchers.delete(watcher))
      .catch((error: unknown) => this.#fail(error));
    return undefined;
  }

  /** They share a stream, and the server answers for all of a stream. */
  askProgress(): void {
    const [any] = this.#watchers;
    any?.progress().catch(() => undefined);
  }
}

function parsedWords(path: CommandContext['path'], words: readonly string[]): ReturnType<typeof parseFlags> {
  try {
    return parseFlags(localFlags(path), words);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    throw new CtlError(exitCode.badArguments, error.message);
  }
}
