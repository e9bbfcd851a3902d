import { Http2Error } from '../frame/http2-error.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { HpackDecoder } from '../hpack/hpack-decoder.ts';
import { HpackEncoder } from '../hpack/hpack-encoder.ts';
import { FuzzedConnection, makeSession, type Session, type SessionResult } from './fuzz-connection.ts';
import { SeededRandom } from './random.ts';

/** One session may take this long: beyond it the fuzzer reports a hang. Real ones take a millisecond. */
const SESSION_MS_MAX = 5000;

/** The process may hold this much: sessions leave nothing behind, so more means that something grows. */
const HEAP_BYTES_MAX = 512 * 1024 * 1024;

export interface FuzzReport {
  readonly sessions: number;
  /** Sessions by how they ended: the code of the connection's error, or 'survived'. */
  readonly endings: ReadonlyMap<string, number>;
}

/**
 * Runs sessions until the budget is spent, each with a seed of its own derived from `seed`. Throws with that seed when an exception escapes, a
 * session hangs, the output is broken or out of proportion, somebody is not told or told twice, or the result depends on how the bytes were cut.
 */
export function fuzz(seed: number, budgetMs: number): FuzzReport {
  const endings = new Map<string, number>();
  const startedMs = performance.now();
  let sessions = 0;
  while (performance.now() - startedMs < budgetMs) {
    const sessionSeed = (seed + sessions) | 0;
    try {
      const ending = fuzzOnce(sessionSeed);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    } catch (cause) {
      throw new Error(`session with --seed ${sessionSeed} failed: ${String(cause)}`, { cause });
    }
    sessions++;
    if (sessions % 1000 === 0 && process.memoryUsage().heapUsed > HEAP_BYTES_MAX) {
      throw new Error(`the heap has grown to ${process.memoryUsage().heapUsed} bytes by --seed ${sessionSeed}`);
    }
  }
  return { sessions, endings };
}

/** One seed: a session delivered in three ways, and a round of header blocks. */
export function fuzzOnce(seed: number): string {
  const startedMs = performance.now();
  const random = new SeededRandom(seed);
  const session = makeSession(random);
  const whole = runCut(session, () => Number.POSITIVE_INFINITY);
  const cuts = new SeededRandom(random.next());
  const pieces = runCut(session, () => 1 + cuts.below(30));
  compare(whole, pieces);
  runDisturbed(session, random);
  fuzzHeaderBlocks(random);
  const tookMs = performance.now() - startedMs;
  if (tookMs > SESSION_MS_MAX) throw new Error(`it took ${Math.round(tookMs)} ms`);
  return whole.reason?.message === 'the transport was closed' ? 'survived' : `code ${whole.reason?.code}`;
}

/** Delivers the session in pieces of the lengths given, all in one turn. */
function runCut(session: Session, pieceBytes: () => number): SessionResult {
  const fuzzed = new FuzzedConnection(session, new SeededRandom(session.handlerSeed));
  const bytes = Buffer.concat(session.steps);
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + pieceBytes());
    fuzzed.deliver(bytes.subarray(at, end));
    at = end;
  }
  return fuzzed.finish();
}

function compare(one: SessionResult, other: SessionResult): void {
  const difference = one.events.findIndex((event, index) => event !== other.events[index]);
  if (difference >= 0 || one.events.length !== other.events.length) {
    throw new Error(
      `cut differently, event ${difference} is "${one.events[difference]}" or "${other.events[difference]}"`,
    );
  }
  if (!one.output.equals(other.output)) throw new Error('cut differently, the output differs');
}

/** Delivers the session step by step while the transport gets stuck, time passes and the peer leaves. */
function runDisturbed(session: Session, random: SeededRandom): void {
  const fuzzed = new FuzzedConnection(session, new SeededRandom(session.handlerSeed));
  for (const step of session.steps) {
    fuzzed.deliver(step);
    if (random.oneIn(3)) fuzzed.clock.endTurn();
    if (random.oneIn(10)) fuzzed.transport.takesWrites = false;
    else if (random.oneIn(5)) fuzzed.transport.drain();
    if (random.oneIn(30)) fuzzed.clock.advance(random.below(100_000));
    if (random.oneIn(60)) void fuzzed.connection.shutdown(random.below(2000));
    if (random.oneIn(200)) fuzzed.transport.deliverEnd();
    fuzzed.check();
  }
  fuzzed.finish();
}

/** Header blocks survive the way through encoder and decoder whatever the table sizes; random ones are decoded or refused. */
function fuzzHeaderBlocks(random: SeededRandom): void {
  const encoder = new HpackEncoder();
  const decoder = new HpackDecoder(1_000_000);
  for (let round = 0; round < 6; round++) {
    if (random.oneIn(3)) encoder.setTableBytesMax(random.pick([0, 50, 200, 4096, 100_000]));
    const fields = Array.from({ length: random.below(8) }, () => randomField(random));
    const block = Buffer.from(encoder.encode(fields));
    const decoded = decoder.decode(block, 0, block.length).entries.map((entry) => entry.field);
    if (JSON.stringify(decoded) !== JSON.stringify(fields)) throw new Error('a header list came back changed');
  }
  const noise = random.bytes(random.below(80));
  try {
    decoder.decode(noise, 0, noise.length);
  } catch (error) {
    if (!(error instanceof Http2Error)) throw error;
  }
}

function randomField(random: SeededRandom): HeaderField {
  const name = random.oneIn(2) ? random.pick(['x-a', 'te', ':path', 'authorization', 'date']) : `n-${random.below(50)}`;
  return [name, random.bytes(random.pick([0, 1, 5, 40, 2000])).toString('latin1')];
}
