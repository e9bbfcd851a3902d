import { Node } from './node.ts';
import type { WritableTree } from './writable-tree.ts';

/** Fill of the halves when a merge with a neighbour gave too large a node. */
const evenFill = 0.5;

/**
 * Brings a changed tree into the shape in which it is written: leaves and branches that lost most of their elements are merged
 * with a neighbour, empty ones disappear, every separator is the first key of its child (bbolt relies on that when it writes),
 * and the root has at least two children or is a leaf. Pages may be read, so it can fail; the tree is whole at any time.
 */
export function settle(tree: WritableTree): void {
  if (tree.root === undefined) {
    return;
  }
  tree.forgetPositions();
  settleChildren(tree, tree.root);
  while (tree.root.isTooLarge(tree.pageRoom)) {
    tree.growRoot();
  }
  lowerRoot(tree);
}

function settleChildren(tree: WritableTree, branch: Node): void {
  for (let index = 0; index < branch.childNodes.length; index++) {
    const child = branch.childNodes[index];
    if (child !== undefined && !child.isLeaf) {
      settleChildren(tree, child);
      index += tree.splitChild(branch, index, tree.fillPercent) - 1;
    }
  }
  if (branch.childNodes.some((child) => child?.isUnderfull(tree.pageSize))) {
    mergeChildren(tree, branch);
  }
  for (let index = 0; index < branch.childNodes.length; index++) {
    const first = branch.childNodes[index]?.keys[0];
    if (first !== undefined) {
      branch.replaceKey(index, first);
    }
  }
}

function mergeChildren(tree: WritableTree, branch: Node): void {
  let index = 0;
  while (index < branch.count) {
    const child = branch.childNodes[index];
    if (child === undefined || !child.isUnderfull(tree.pageSize)) {
      index++;
    } else if (child.count === 0) {
      branch.removeChild(index);
    } else if (branch.count === 1) {
      return;
    } else {
      index = mergeWithNeighbour(tree, branch, index);
    }
  }
}

/** Answers the index to go on with: the merged node again while it is still small, otherwise the one after it. */
function mergeWithNeighbour(tree: WritableTree, branch: Node, index: number): number {
  const leftIndex = index > 0 ? index - 1 : index;
  const left = tree.nodeAt(branch, leftIndex);
  const right = tree.nodeAt(branch, leftIndex + 1);
  left.absorb(right);
  branch.removeChild(leftIndex + 1);
  const parts = tree.splitChild(branch, leftIndex, evenFill);
  left.shrunk = parts === 1;
  return left.isUnderfull(tree.pageSize) ? leftIndex : leftIndex + parts;
}

function lowerRoot(tree: WritableTree): void {
  while (tree.root !== undefined && !tree.root.isLeaf && tree.root.count < 2) {
    const { root } = tree;
    if (root.count === 0) {
      tree.root = new Node(true);
    } else {
      tree.root = root.childNodes[0];
      tree.rootId = tree.root === undefined ? (root.childIds[0] as number) : 0;
    }
  }
}
