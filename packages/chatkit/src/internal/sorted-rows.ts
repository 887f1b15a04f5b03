import { parseDate } from '../protocol/dates.ts';
import type { Order } from '../protocol/page.ts';

interface Node<Row> {
  id: string;
  time: number;
  row: Row;
  priority: number;
  left: Node<Row> | null;
  right: Node<Row> | null;
}

type Tree<Row> = Node<Row> | null;

/** Rows by id, kept in the order of `(created_at, id)`. */
export interface SortedRows<Row> {
  readonly size: number;
  get(id: string): Row | undefined;
  /**
   * Inserts or replaces by id; a changed `created_at` moves the row.
   * @throws RangeError for no date.
   */
  set(row: Row): void;
  delete(id: string): boolean;
  /**
   * At most `limit` rows in this order, after the row `after` if one is named.
   * `undefined` when `after` names no row.
   */
  slice(query: { limit: number; order: Order; after?: string | undefined }): Row[] | undefined;
}

/**
 * An ordered collection whose reads and writes cost the logarithm of its size, and a page that
 * plus its own length: a treap, a search tree that random priorities keep balanced.
 */
export function createSortedRows<
  Row extends { id: string; created_at: string },
>(): SortedRows<Row> {
  const byId = new Map<string, Node<Row>>();
  let root: Tree<Row> = null;

  function remove(node: Node<Row>): void {
    root = without(root, node);
    byId.delete(node.id);
  }

  return {
    get size() {
      return byId.size;
    },
    get: (id) => byId.get(id)?.row,
    set(row) {
      const time = parseDate(row.created_at).getTime();
      const present = byId.get(row.id);
      if (present?.time === time) {
        present.row = row;
        return;
      }
      if (present !== undefined) remove(present);
      const node = { id: row.id, time, row, priority: Math.random(), left: null, right: null };
      root = inserted(root, node);
      byId.set(row.id, node);
    },
    delete(id) {
      const node = byId.get(id);
      if (node !== undefined) remove(node);
      return node !== undefined;
    },
    slice({ limit, order, after }) {
      const cursor = after === undefined ? null : byId.get(after);
      return cursor === undefined ? undefined : walk(root, { cursor, limit, order });
    },
  };
}

function inserted<Row>(tree: Tree<Row>, node: Node<Row>): Node<Row> {
  if (tree === null) return node;
  if (node.priority > tree.priority) {
    [node.left, node.right] = split(tree, node);
    return node;
  }
  if (compare(node, tree) < 0) tree.left = inserted(tree.left, node);
  else tree.right = inserted(tree.right, node);
  return tree;
}

/** What comes before a row that is not in the tree, and what comes after it. */
function split<Row>(tree: Tree<Row>, at: Node<Row>): [Tree<Row>, Tree<Row>] {
  if (tree === null) return [null, null];
  if (compare(tree, at) < 0) {
    const [before, after] = split(tree.right, at);
    tree.right = before;
    return [tree, after];
  }
  const [before, after] = split(tree.left, at);
  tree.left = after;
  return [before, tree];
}

function without<Row>(tree: Tree<Row>, node: Node<Row>): Tree<Row> {
  if (tree === null || tree === node) return tree && joined(tree.left, tree.right);
  if (compare(node, tree) < 0) tree.left = without(tree.left, node);
  else tree.right = without(tree.right, node);
  return tree;
}

function joined<Row>(left: Tree<Row>, right: Tree<Row>): Tree<Row> {
  if (left === null || right === null) return left ?? right;
  if (left.priority > right.priority) {
    left.right = joined(left.right, right);
    return left;
  }
  right.left = joined(left, right.left);
  return right;
}

/**
 * Goes down to the first row that is wanted, remembering where it turned off, and on from there.
 */
function walk<Row>(
  root: Tree<Row>,
  { cursor, limit, order }: { cursor: Node<Row> | null; limit: number; order: Order },
): Row[] {
  const sign = order === 'asc' ? 1 : -1;
  const [near, far] = order === 'asc' ? (['left', 'right'] as const) : (['right', 'left'] as const);
  const waiting: Node<Row>[] = [];
  for (let node = root; node !== null;) {
    const isWanted = cursor === null || sign * compare(node, cursor) > 0;
    if (isWanted) waiting.push(node);
    node = isWanted ? node[near] : node[far];
  }
  const rows: Row[] = [];
  while (rows.length < limit) {
    const node = waiting.pop();
    if (node === undefined) break;
    rows.push(node.row);
    for (let next = node[far]; next !== null; next = next[near]) waiting.push(next);
  }
  return rows;
}

function compare(left: { time: number; id: string }, right: { time: number; id: string }): number {
  if (left.time !== right.time) return left.time - right.time;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}
