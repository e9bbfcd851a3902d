import { measureHeaderBlocks } from './header-blocks.ts';
import { measureInMemory } from './in-memory.ts';
import { measureOverSockets, startEcho } from './over-sockets.ts';

const PORT = 21_900;
const BODY_BYTES = 265;

console.log('header blocks (seven fields of a unary call), ns');
for (const [name, ns] of Object.entries(measureHeaderBlocks(200_000))) console.log(`  ${name}: ${Math.round(ns)}`);

console.log('a unary call on the server’s connection without sockets, ns');
for (const deadlines of [false, true]) {
  await measureInMemory(50_000, BODY_BYTES, deadlines);
  const ns = await measureInMemory(200_000, BODY_BYTES, deadlines);
  console.log(`  ${deadlines ? 'a deadline that changes from call to call' : 'equal headers'}: ${Math.round(ns)}`);
}

console.log('unary calls over sockets, our client and server in a process each, calls/s');
const stop = await startEcho(PORT);
await measureOverSockets(PORT, 10, 10, BODY_BYTES, 1500);
for (const [connections, streams] of [
  [1, 1],
  [10, 10],
  [10, 100],
  [100, 10],
] as const) {
  const rate = await measureOverSockets(PORT, connections, streams, BODY_BYTES, 2500);
  console.log(`  ${connections}×${streams}: ${Math.round(rate).toLocaleString('en')}`);
}
stop();
