import { ConfChangeTransition, MessageType, MessageTypeTable } from '@quorate/protocol';
import { parseChanges } from '../confchange/parse-changes.ts';
import { describeEntry, describeMessage } from '../describe/describe-message.ts';
import { describeProgress } from '../describe/describe-progress.ts';
import { describeRole } from '../describe/describe-ready.ts';
import { newMessage } from '../message/message-kinds.ts';
import { raftOf } from '../raw-node.ts';
import { addNodes } from './add-nodes.ts';
import type { Environment, Recipient } from './environment.ts';
import {
  idsIn,
  numberAt,
  numberOf,
  singleValue,
  TraceError,
  truth,
  valuesOf,
  wholeNumber,
  wordAt,
} from './trace-arguments.ts';
import type { TraceArgument } from './trace-file.ts';

type Command = (environment: Environment, words: readonly TraceArgument[], input: string) => void;

const logLevels = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'NONE'];

const transitions: Readonly<Record<string, ConfChangeTransition>> = {
  auto: ConfChangeTransition.ConfChangeTransitionAuto,
  implicit: ConfChangeTransition.ConfChangeTransitionJointImplicit,
  explicit: ConfChangeTransition.ConfChangeTransitionJointExplicit,
};

function setLogLevel({ output }: Environment, level: string): void {
  const name = level.toUpperCase();
  if (!logLevels.includes(name)) throw new TraceError(`log levels must be either of [${logLevels.join(' ')}]`);
  output.isQuiet = name === 'NONE';
}

function tick(environment: Environment, words: readonly TraceArgument[], ticks: 'electionTicks' | 'heartbeatTicks') {
  const node = environment.node(numberAt(words, 0));
  for (let count = 0; count < node.config[ticks]; count++) node.raw.tick();
}

const proposeConfChange: Command = (environment, words, input) => {
  const { raw } = environment.node(numberAt(words, 0));
  const isV1 = truth(singleValue(words, 'v1') ?? 'false');
  const name = singleValue(words, 'transition') ?? 'auto';
  const transition = transitions[name];
  if (transition === undefined) throw new TraceError(`unknown transition ${name}`);
  const changes = parseChanges(input);
  if (!isV1) {
    raw.proposeConfChange({ transition, changes, context: new Uint8Array(0) });
    return;
  }
  const [change] = changes;
  if (changes.length > 1 || change === undefined || name !== 'auto') {
    throw new TraceError('v1 conf change can only have one operation and no transition');
  }
  raw.proposeConfChange({ id: 0n, ...change, context: new Uint8Array(0) });
};

const deliver: Command = (environment, words) => {
  const delivered: Recipient[] = idsIn(words).map((id) => ({ id, isDropped: false }));
  const dropped: Recipient[] = valuesOf(words, 'drop').map((id) => ({ id: wholeNumber(id), isDropped: true }));
  for (const { id } of dropped) {
    if (delivered.some((recipient) => recipient.id === id)) {
      throw new TraceError(`can't both deliver and drop msgs to ${id}`);
    }
  }
  const name = singleValue(words, 'type');
  const type = name === undefined ? undefined : MessageTypeTable.numbers.get(name);
  if (name !== undefined && type === undefined) throw new TraceError(`unknown message type ${name}`);
  const count = environment.deliver([...delivered, ...dropped], type as MessageType | undefined);
  if (count === 0) environment.output.write('no messages');
};

const stabilize: Command = (environment, words) => {
  const { output } = environment;
  const ids = idsIn(words);
  const level = singleValue(words, 'log-level');
  const wasQuiet = output.isQuiet;
  if (level !== undefined) setLogLevel(environment, level);
  try {
    environment.stabilize(ids.length > 0 ? ids : environment.nodes.map((_, at) => at + 1));
  } finally {
    output.isQuiet = wasQuiet;
  }
};

function writeLog(environment: Environment, id: number): void {
  const { storage } = environment.node(id);
  const first = storage.firstIndex();
  const last = storage.lastIndex();
  if (last < first) {
    environment.output.write(`log is empty: first index=${first}, last index=${last}`);
    return;
  }
  const entries = storage.entries(first, last + 1, Number.POSITIVE_INFINITY);
  for (const entry of entries) environment.output.write(describeEntry(entry));
}

const raftState: Command = ({ nodes, output }) => {
  for (const { raw } of nodes) {
    const { id, role, hardState, leaderId, confState } = raw.status();
    const isVoter = confState.voters.includes(id) || confState.votersOutgoing.includes(id);
    const kind = isVoter ? 'Voter' : 'Non-Voter';
    output.write(`${id}: ${describeRole(role)} (${kind}) Term:${hardState.term} Lead:${leaderId}`);
  }
};

const sendSnapshot: Command = (environment, words) => {
  const from = environment.node(numberAt(words, 0));
  const to = numberAt(words, 1);
  const message = newMessage(MessageType.MsgSnap, BigInt(to));
  message.from = from.config.id;
  message.term = from.raw.basicStatus().hardState.term;
  message.snapshot = from.storage.snapshot();
  environment.queue(message);
  environment.output.write(describeMessage(message));
};

/** The commands of `interaction` traces by name. */
export const commands: Readonly<Record<string, Command>> = {
  'add-nodes': addNodes,
  campaign: (environment, words) => environment.node(numberAt(words, 0)).raw.campaign(),
  compact: (environment, words) => {
    const id = numberAt(words, 0);
    environment.node(id).storage.compact(numberAt(words, 1));
    writeLog(environment, id);
  },
  'deliver-msgs': deliver,
  'forget-leader': (environment, words) => environment.node(numberAt(words, 0)).raw.forgetLeader(),
  'log-level': (environment, words) => setLogLevel(environment, wordAt(words, 0)),
  'process-append-thread': (environment, words) =>
    environment.forEach(
      idsIn(words),
      (id) => `${id} processing append thread`,
      (id) => environment.processAppendThread(id),
    ),
  'process-apply-thread': (environment, words) =>
    environment.forEach(
      idsIn(words),
      (id) => `${id} processing apply thread`,
      (id) => environment.processApplyThread(id),
    ),
  'process-ready': (environment, words) =>
    environment.forEach(
      idsIn(words),
      (id) => `${id} handling Ready`,
      (id) => environment.processReady(id),
    ),
  propose: (environment, words) =>
    environment.node(numberAt(words, 0)).raw.propose(new TextEncoder().encode(wordAt(words, 1))),
  'propose-conf-change': proposeConfChange,
  'raft-log': (environment, words) => writeLog(environment, numberAt(words, 0)),
  'raft-state': raftState,
  'report-unreachable': (environment, words) =>
    environment.node(numberAt(words, 0)).raw.reportUnreachable(BigInt(numberAt(words, 1))),
  'send-snapshot': sendSnapshot,
  'set-randomized-election-timeout': (environment, words) => {
    raftOf(environment.node(numberAt(words, 0)).raw).randomizedElectionTicks = numberOf(words, 'timeout');
  },
  stabilize,
  status: (environment, words) => {
    const { progress } = environment.node(numberAt(words, 0)).raw.status();
    for (const one of progress) environment.output.write(describeProgress(one));
  },
  'tick-election': (environment, words) => tick(environment, words, 'electionTicks'),
  'tick-heartbeat': (environment, words) => tick(environment, words, 'heartbeatTicks'),
  'transfer-leadership': (environment, words) =>
    environment.node(numberOf(words, 'from')).raw.transferLeader(BigInt(numberOf(words, 'to'))),
};
