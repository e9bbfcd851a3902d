import { WatchRequest, type WatchResponse } from '@quorate/protocol';
import { FlagError, parseFlags } from '../../arguments/parse-flags.ts';
import type { CommandContext } from '../../command-context.ts';
import { localFlags } from '../../command-spec.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { LineReader } from '../../prompt/line-reader.ts';
import { argify } from '../kv/argify.ts';
import { type WatchTarget, watchTarget } from './watch-arguments.ts';
import { createRequest, showResponse } from './watch-response.ts';
import { WatchSession } from './watch-session.ts';

/** `watch -i`: lines `watch …` begin watches, `progress` asks how far they are. Ends with standard input. */
export async function watchInteractively(context: CommandContext): Promise<void> {
  const { io } = context;
  using lines = new LineReader(io);
  using cluster = await Cluster.connect(context);
  using session = await WatchSession.open(cluster, io.interrupted);
  const watches = new Watches(context);
  const showing = show(session, watches);
  const reading = read(context, lines, session, watches);
  await Promise.race([showing, reading]);
}

async function read(
  context: CommandContext,
  lines: LineReader,
  session: WatchSession,
  watches: Watches,
): Promise<void> {
  const { io } = context;
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    const [name, ...words] = argify(line);
    if (name === 'watch') {
      if (words.length === 0 && !io.env.ETCDCTL_WATCH_KEY) {
        io.stderr.write(`Invalid command ${line} (command type or key is not provided)\n`);
      } else session.write(watches.begin(words));
    } else if (name === 'progress') {
      session.write(WatchRequest.create({ requestUnion: { case: 'progressRequest', value: {} } }));
    } else if (name === undefined) {
      io.stderr.write(`Invalid command: ${line} (watch and progress supported)\n`);
    } else io.stderr.write(`Invalid command ${line} (only support watch)\n`);
  }
  throw new CtlError(exitCode.invalidInput, 'error reading watch request line: EOF');
}

async function show(session: WatchSession, watches: Watches): Promise<void> {
  for await (const response of session.responses()) await watches.show(response);
}

/** The watches of a session: the server numbers them in the order in which they were asked for. */
class Watches {
  readonly #context: CommandContext;
  readonly #asked: WatchTarget[] = [];
  readonly #byId = new Map<bigint, WatchTarget>();

  constructor(context: CommandContext) {
    this.#context = context;
  }

  begin(words: readonly string[]): WatchRequest {
    try {
      const parsed = parseFlags(localFlags(this.#context.path), words);
      const target = watchTarget(parsed, this.#context.io);
      this.#asked.push(target);
      return createRequest(target, parsed.flags);
    } catch (error) {
      if (!(error instanceof FlagError)) throw error;
      throw new CtlError(exitCode.badArguments, error.message);
    }
  }

  async show(response: WatchResponse): Promise<void> {
    if (response.created) {
      const target = this.#asked.shift();
      if (target !== undefined) this.#byId.set(response.watchId, target);
    }
    const target = this.#byId.get(response.watchId) ?? { key: '', rangeEnd: undefined, command: [] };
    await showResponse(this.#context, target, response);
  }
}
