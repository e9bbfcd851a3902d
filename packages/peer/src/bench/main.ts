// How many entries a second go from one member to another over loopback, in one process: both ends share its one thread.
//
//   node --conditions=@quorate/source packages/peer/src/bench/main.ts

import { Entry, MessageType, RaftMessage } from '@quorate/protocol';
import { join, TestPeer, until } from '../testdata/test-peer.ts';

const entryBytes = 256;
const appends = 20_000;
const appendsPerSend = 4;
const inflightMax = 512;

for (const entriesPerAppend of [1, 16, 64]) {
  await using a = await TestPeer.start(1n);
  await using b = await TestPeer.start(2n);
  join(a, b);
  await until(() => a.asked.length >= 2 && b.asked.length >= 2, 'streams');
  let received = 0;
  b.handler.receive = () => {
    received++;
  };
  let index = 0;
  const next = () => {
    const entries = Array.from({ length: entriesPerAppend }, (_, at) =>
      Entry.create({ term: 1, index: index + 1 + at, data: new Uint8Array(entryBytes) }),
    );
    const message = RaftMessage.create({
      type: MessageType.MsgApp,
      from: 1n,
      to: 2n,
      term: 1,
      logTerm: 1,
      index,
      entries,
    });
    index += entriesPerAppend;
    return message;
  };
  const startedMs = performance.now();
  for (let sent = 0; sent < appends; sent += appendsPerSend) {
    a.transport.send(Array.from({ length: appendsPerSend }, next));
    // As many on the way as raft lets there be.
    while (sent - received > inflightMax) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => received === appends, 'all appends');
  const seconds = (performance.now() - startedMs) / 1000;
  const rate = (count: number) => Math.round(count / seconds).toLocaleString('en');
  console.log(`${entriesPerAppend} entries an append: ${rate(appends)} appends/s, ${rate(index)} entries/s`);
}
