import { type ConfChangeSingle, ConfChangeType } from '@quorate/protocol';
import { unfit } from './conf-change-error.ts';

const types: Readonly<Record<string, ConfChangeType>> = {
  v: ConfChangeType.ConfChangeAddNode,
  l: ConfChangeType.ConfChangeAddLearnerNode,
  r: ConfChangeType.ConfChangeRemoveNode,
  u: ConfChangeType.ConfChangeUpdateNode,
};

/**
 * Reads changes in short, separated by spaces: `v1` adds a voter, `l2` a learner, `r3` removes, `u4` updates.
 *
 * @throws {RaftError} `INVALID_CONF_CHANGE`
 */
export function parseChanges(text: string): ConfChangeSingle[] {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  return tokens.map((token) => {
    if (token.length < 2) throw unfit(`unknown token ${token}`);
    const type = types[token.charAt(0)];
    if (type === undefined) throw unfit(`unknown input: ${token}`);
    if (!/^\d+$/.test(token.slice(1))) throw unfit(`not a node id: ${token.slice(1)}`);
    return { type, nodeId: BigInt(token.slice(1)) };
  });
}
