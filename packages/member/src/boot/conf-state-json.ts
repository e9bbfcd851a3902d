import { ConfState } from '@quorate/protocol';

interface JsonWithSource {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
}

const json = JSON as unknown as JsonWithSource;

interface ConfStateDocument {
  readonly voters?: readonly bigint[] | null;
  readonly learners?: readonly bigint[] | null;
  readonly voters_outgoing?: readonly bigint[] | null;
  readonly learners_next?: readonly bigint[] | null;
  readonly auto_leave?: boolean;
}

/** The configuration as the `meta` bucket keeps it under `confState`: Go's JSON of a raftpb.ConfState. */
export function encodeConfState(state: ConfState): string {
  const ids = (list: readonly bigint[]) => list.map((id) => json.rawJSON(id.toString()));
  return JSON.stringify({
    ...(state.voters.length > 0 ? { voters: ids(state.voters) } : {}),
    ...(state.learners.length > 0 ? { learners: ids(state.learners) } : {}),
    ...(state.votersOutgoing.length > 0 ? { voters_outgoing: ids(state.votersOutgoing) } : {}),
    ...(state.learnersNext.length > 0 ? { learners_next: ids(state.learnersNext) } : {}),
    auto_leave: state.autoLeave,
  });
}

/** Reads `encodeConfState`'s form; throws a SyntaxError when it is no JSON. */
export function decodeConfState(text: string): ConfState {
  const document = json.parse(text, (_key, value, context) =>
    typeof value === 'number' ? BigInt(context.source ?? value) : value,
  ) as ConfStateDocument;
  return ConfState.create({
    voters: [...(document.voters ?? [])],
    learners: [...(document.learners ?? [])],
    votersOutgoing: [...(document.voters_outgoing ?? [])],
    learnersNext: [...(document.learners_next ?? [])],
    autoLeave: document.auto_leave ?? false,
  });
}
