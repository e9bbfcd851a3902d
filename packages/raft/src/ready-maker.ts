import { type Entry, type HardState, MessageType, type RaftMessage } from '@quorate/protocol';
import type { Raft } from './core/raft.ts';
import { localAppendThread, localApplyThread } from './ids.ts';
import { newMessage } from './message/message-kinds.ts';
import { assert } from './raft-error.ts';
import type { Ready, SoftState } from './ready.ts';

/** Gathers what is to be done, and remembers what was handed over already. */
export class ReadyMaker {
  readonly #raft: Raft;
  readonly #isAsync: boolean;
  #softState: SoftState;
  #hardState: HardState;
  /** What the node tells itself once the work of the last Ready is done. */
  #advanceSteps: RaftMessage[] = [];

  constructor(raft: Raft) {
    this.#raft = raft;
    this.#isAsync = raft.config.asyncStorageWrites;
    this.#softState = { leaderId: raft.leaderId, role: raft.role };
    this.#hardState = { term: raft.term, vote: raft.vote, commit: raft.log.committed };
  }

  hasReady(): boolean {
    const { messages, messagesAfterAppend, readStates, log } = this.#raft;
    return (
      messages.length > 0 ||
      messagesAfterAppend.length > 0 ||
      readStates.length > 0 ||
      this.#isSoftStateChanged() ||
      this.#isHardStateChanged() ||
      log.unstable.hasNextEntries() ||
      log.unstable.nextSnapshot() !== undefined ||
      log.hasNextCommitted(!this.#isAsync)
    );
  }

  ready(): Ready {
    assert(this.#advanceSteps.length === 0, 'a Ready is advanced before the next one is taken');
    const raft = this.#raft;
    const { log } = raft;
    const entries = log.unstable.nextEntries();
    const hardState = this.#isHardStateChanged() ? this.#currentHardState() : undefined;
    const ready: Ready = {
      softState: this.#isSoftStateChanged() ? { leaderId: raft.leaderId, role: raft.role } : undefined,
      hardState,
      readStates: raft.readStates,
      entries,
      snapshot: log.unstable.nextSnapshot(),
      committedEntries: log.nextCommitted(!this.#isAsync),
      messages: raft.messages,
      mustSync: entries.length > 0 || this.#isPromiseChanged(),
    };
    if (this.#isAsync) this.#queueStorageWork(ready);
    else this.#queueAdvance(ready);
    this.#accept(ready);
    return ready;
  }

  takeAdvanceSteps(): RaftMessage[] {
    const steps = this.#advanceSteps;
    this.#advanceSteps = [];
    return steps;
  }

  #isSoftStateChanged(): boolean {
    return this.#softState.role !== this.#raft.role || this.#softState.leaderId !== this.#raft.leaderId;
  }

  #isHardStateChanged(): boolean {
    return this.#hardState.commit !== this.#raft.log.committed || this.#isPromiseChanged();
  }

  /** The commit index may be lost in a crash, it is learnt again; term and vote may not. */
  #isPromiseChanged(): boolean {
    return this.#hardState.term !== this.#raft.term || this.#hardState.vote !== this.#raft.vote;
  }

  #currentHardState(): HardState {
    return { term: this.#raft.term, vote: this.#raft.vote, commit: this.#raft.log.committed };
  }

  #accept(ready: Ready): void {
    const raft = this.#raft;
    if (ready.softState) this.#softState = ready.softState;
    if (ready.hardState) this.#hardState = ready.hardState;
    if (raft.readStates.length > 0) raft.readStates = [];
    raft.messages = [];
    raft.messagesAfterAppend = [];
    raft.log.unstable.accept();
    raft.log.acceptCommitted(ready.committedEntries, !this.#isAsync);
  }

  /** Messages that wait for the disk go last, for whoever gets the Ready stores before it sends; those to itself wait for advance. */
  #queueAdvance(ready: Ready): void {
    for (const message of this.#raft.messagesAfterAppend) {
      if (message.to === this.#raft.id) this.#advanceSteps.push(message);
      else ready.messages.push(message);
    }
    if (this.#needsAppendResponse(ready)) this.#advanceSteps.push(this.#appendResponse(ready));
    if (ready.committedEntries.length > 0) this.#advanceSteps.push(this.#applyResponse(ready.committedEntries));
  }

  #queueStorageWork(ready: Ready): void {
    const { messagesAfterAppend } = this.#raft;
    if (ready.entries.length > 0 || ready.hardState || ready.snapshot || messagesAfterAppend.length > 0) {
      ready.messages.push(this.#appendWork(ready, messagesAfterAppend));
    }
    if (ready.committedEntries.length > 0) ready.messages.push(this.#applyWork(ready.committedEntries));
  }

  #appendWork(ready: Ready, responses: RaftMessage[]): RaftMessage {
    const work = newMessage(MessageType.MsgStorageAppend, localAppendThread);
    work.from = this.#raft.id;
    work.entries = ready.entries;
    if (ready.hardState) {
      work.term = ready.hardState.term;
      work.vote = ready.hardState.vote;
      work.commit = ready.hardState.commit;
    }
    work.snapshot = ready.snapshot;
    work.responses = responses;
    if (this.#needsAppendResponse(ready)) responses.push(this.#appendResponse(ready));
    return work;
  }

  #applyWork(entries: Entry[]): RaftMessage {
    const work = newMessage(MessageType.MsgStorageApply, localApplyThread);
    work.from = this.#raft.id;
    work.entries = entries;
    work.responses = [this.#applyResponse(entries)];
    return work;
  }

  /**
   * Whether raft has to hear that a write is done. Also when this Ready has no entries but older ones are on their way: their own
   * response may be passed over because the term has changed since, and this one, in the new term, then stands in for it.
   */
  #needsAppendResponse(ready: Ready): boolean {
    return this.#raft.log.unstable.hasEntries || ready.snapshot !== undefined;
  }

  /**
   * Says that the log is stored as far as it reaches now. It carries the term of the node: a response of an earlier term is passed
   * over, because entries may have been overwritten and come back in between (a → b → a), so that index and term alone prove
   * nothing.
   */
  #appendResponse(ready: Ready): RaftMessage {
    const { id, term, log } = this.#raft;
    const response = newMessage(MessageType.MsgStorageAppendResp, id);
    response.from = localAppendThread;
    response.term = term;
    if (log.unstable.hasEntries) {
      response.index = log.lastIndex();
      response.logTerm = log.lastTerm();
    }
    response.snapshot = ready.snapshot;
    return response;
  }

  #applyResponse(entries: Entry[]): RaftMessage {
    const response = newMessage(MessageType.MsgStorageApplyResp, this.#raft.id);
    response.from = localApplyThread;
    response.entries = entries;
    return response;
  }
}
