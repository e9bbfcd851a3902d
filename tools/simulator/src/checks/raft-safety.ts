import { type Entry, MessageType, type RaftMessage } from '@quorate/protocol';
import type { Violations } from './violation.ts';

/**
 * Raft's safety properties, as far as messages show them: one leader a term (election safety), no voter votes twice in a term,
 * and entries of the same index and term are the same (log matching). That members apply the same entries is the business of
 * `AgreedHistory`.
 */
export class RaftSafety {
  readonly #violations: Violations;
  readonly #leaders = new Map<number, bigint>();
  readonly #votes = new Map<string, bigint>();
  readonly #entries = new Map<string, Entry>();

  constructor(violations: Violations) {
    this.#violations = violations;
  }

  /** Terms that had a leader. */
  get terms(): number {
    return this.#leaders.size;
  }

  /** Takes in every message that a member sends. */
  see(message: RaftMessage): void {
    switch (message.type) {
      case MessageType.MsgApp:
        this.leads(message.from, message.term);
        for (const entry of message.entries) this.#seeEntry(entry);
        return;
      case MessageType.MsgHeartbeat:
      case MessageType.MsgSnap:
        this.leads(message.from, message.term);
        return;
      case MessageType.MsgVoteResp:
        if (!message.reject) this.#votesFor(message.from, message.to, message.term);
        return;
      default:
    }
  }

  /** A member leads in a term. */
  leads(id: bigint, term: number): void {
    const known = this.#leaders.get(term);
    if (known === undefined) this.#leaders.set(term, id);
    else if (known !== id) this.#violations.add('election safety', `m${known} and m${id} both lead in term ${term}`);
  }

  #votesFor(voter: bigint, candidate: bigint, term: number): void {
    const key = `${voter}@${term}`;
    const known = this.#votes.get(key);
    if (known === undefined) this.#votes.set(key, candidate);
    else if (known !== candidate) {
      this.#violations.add('one vote a term', `m${voter} votes for m${known} and m${candidate} in term ${term}`);
    }
  }

  #seeEntry(entry: Entry): void {
    const key = `${entry.term}/${entry.index}`;
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, entry);
    else if (known.type !== entry.type || Buffer.compare(known.data, entry.data) !== 0) {
      this.#violations.add('log matching', `two different entries are at term ${entry.term}, index ${entry.index}`);
    }
  }
}
