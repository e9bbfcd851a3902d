import { CallLoop } from './call-loop.ts';
import type { GeneratorTask } from './generator-task.ts';
import { keyOf } from './keys.ts';
import { openConnection } from './open-connection.ts';
import { RandomNumbers } from './random-numbers.ts';
import { RequestMaker } from './request-maker.ts';
import { WatchStream } from './watch-stream.ts';

/** Opened at the same time: well within the queue of connections that wait to be accepted. */
const OPENING_AT_ONCE = 50;

/** Opens connections that have made one call each and then do nothing. */
export async function openIdleConnections(task: GeneratorTask): Promise<void> {
  const maker = new RequestMaker('put', 1, new RandomNumbers(1));
  await inBatches(task.connections, async (index) => {
    const endpoint = task.endpoints[index % task.endpoints.length] as string;
    const connection = await openConnection(endpoint);
    await new CallLoop(connection, endpoint, maker, () => false).run();
  });
}

/** Opens watch streams, each with one watch on a key of its own that nobody writes. Throws out of turn when one breaks off. */
export async function openIdleWatches(task: GeneratorTask): Promise<void> {
  await inBatches(task.connections, async (index) => {
    const endpoint = task.endpoints[index % task.endpoints.length] as string;
    const connection = await openConnection(endpoint);
    const fail = (error: Error) => {
      throw error;
    };
    const unexpected = () => fail(new Error('watch: an event of a key that nobody writes'));
    const opening = Array.from({ length: task.streams }, (_, stream) =>
      new WatchStream(unexpected, fail).open(connection, endpoint, keyOf(1 + index * task.streams + stream)),
    );
    await Promise.all(opening);
  });
}

async function inBatches(count: number, open: (index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += OPENING_AT_ONCE) {
    const size = Math.min(OPENING_AT_ONCE, count - from);
    await Promise.all(Array.from({ length: size }, (_, index) => open(from + index)));
  }
}
