import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import type { Dice } from '../bad-input/dice.ts';
import { KvClient } from '../client/kv-client.ts';
import type { ClusterView } from '../cluster/cluster-view.ts';
import type { MemberProcess } from '../process/member-process.ts';
import type { DataCopy } from './data-copy.ts';
import { type Damage, damageFile, damageKinds } from './file-damage.ts';

/** What came of damage. `refused`: the member said what is wrong and what to do, at its start or to who asked. `right`: nothing was amiss. */
export type Outcome = 'refused' | 'right';

/** All keys that are looked at begin so. */
export const prefix = 'k/';

/** A member that does not run, whose files are to be damaged. */
export interface Patient {
  readonly member: MemberProcess;
  readonly copy: DataCopy;
  /** Others count on what it has said that it has: after it has been with them, it must not go back to what it had before. */
  readonly hasOthers: boolean;
  /** Expects that the member, which serves, has the right data. */
  expectRight(): Promise<void>;
}

/** Whatever is said of damage must name a file and a way out. */
const namesFile = /member\/(wal|snap)/;
const waysOut = /restore|remove the member|put the log back|quoratectl/;

/**
 * Damages files of a member, each time one at one place, starts the member, and looks at what comes of it.
 *
 * @param make a member to begin with, and another one when that cannot be used any more
 * @throws when a member serves wrong data, ends without a word on what is damaged and what to do, or does neither serve nor end
 */
export async function trials(
  make: () => Promise<Patient & AsyncDisposable>,
  dice: Dice,
  counts: TrialCounts,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    await using patient = await make();
    while (goesOn() && (await trial(patient, dice, counts)));
  }
}

/** Whether another one may follow. */
async function trial(patient: Patient, dice: Dice, counts: TrialCounts): Promise<boolean> {
  const { member, copy, hasOthers } = patient;
  copy.restore();
  const damage = damageFile(join(member.dataDir, dice.pick(dice.pick(copy.files))), dice.pick(damageKinds), dice);
  if (damage === undefined) return true;
  try {
    const outcome = await outcomeOf(patient);
    const wasServing = member.isRunning;
    if (wasServing) await member.stop();
    counts.add(damage, outcome);
    if (!hasOthers) return true;
    if (wasServing && outcome === 'right') copy.take();
    return outcome === 'right' || !hadBegun(member);
  } catch (cause) {
    member.keep();
    const where = `${damage.kind} at byte ${damage.offset} of ${damage.path}, which is kept`;
    throw new Error(`${where}; so far ${counts}\n${member.log.tail(5)}`, { cause });
  }
}

/** Whether it was among the others before it ended. */
function hadBegun(member: MemberProcess): boolean {
  return member.log.parsed().at(-1)?.msg !== 'failed to start';
}

async function outcomeOf({ member, expectRight }: Patient): Promise<Outcome> {
  member.restart();
  const serves = await member.ready().then(
    () => true,
    (error: Error) => {
      if (member.isRunning) throw error;
      return false;
    },
  );
  if (!serves) return refusedBy(member);
  try {
    await expectRight();
    return 'right';
  } catch (error) {
    // A page that was damaged may be met only now; then the member says so, and goes on or ends.
    const { details = '' } = error as Partial<ServiceError>;
    if (namesFile.test(details) && waysOut.test(details)) return 'refused';
    if (member.isRunning) throw error;
    return refusedBy(member);
  }
}

function refusedBy(member: MemberProcess): Outcome {
  const last = member.log.parsed().at(-1);
  assert.equal(last?.level, 'fatal', 'a member that ends by itself says why in its last line');
  const said = String(last?.error);
  assert.match(said, namesFile);
  assert.match(said, waysOut);
  return 'refused';
}

/** What a member has: its keys, and the hash of all up to a revision. */
export async function contentOf(member: MemberProcess, view: ClusterView, revision: number) {
  const client = new KvClient(member.endpoint);
  try {
    const keys = await client.range(prefix);
    const [hash] = await view.hashes([member], revision);
    return { keys, hash: hash?.hash, compactRevision: hash?.compactRevision };
  } finally {
    client.close();
  }
}

/** How often what came of what, in words. */
export class TrialCounts {
  readonly #counts = new Map<string, number>();
  #sum = 0;

  add({ kind, path }: Damage, outcome: Outcome): void {
    const what = basename(path).replace(/.*(?=\.\w+$)/, '*');
    const line = `${what}, ${kind}: ${outcome}`;
    this.#counts.set(line, (this.#counts.get(line) ?? 0) + 1);
    this.#sum++;
  }

  get sum(): number {
    return this.#sum;
  }

  toString(): string {
    const lines = [...this.#counts].sort().map(([line, count]) => `  ${line} ${count}`);
    return [`${this.#sum} damaged files`, ...lines].join('\n');
  }
}
