import { boolFlag, intFlag, stringFlag } from '../../arguments/flag-spec.ts';

/** The flags of `get`, here and in a transaction. */
export const getFlags = [
  stringFlag('consistency', 'l', 'Linearizable(l) or Serializable(s)', { choices: ['l', 's'] }),
  boolFlag('count-only', 'Get only the count'),
  boolFlag('from-key', 'Get keys that are greater than or equal to the given key using byte compare'),
  boolFlag('keys-only', 'Get only the keys'),
  intFlag('limit', 0, 'Maximum number of results'),
  intFlag('max-create-rev', 0, 'Maximum create revision'),
  intFlag('max-mod-rev', 0, 'Maximum modification revision'),
  intFlag('min-create-rev', 0, 'Minimum create revision'),
  intFlag('min-mod-rev', 0, 'Minimum modification revision'),
  stringFlag('order', '', 'Order of results; ASCEND or DESCEND (ASCEND by default)', {
    choices: ['ASCEND', 'DESCEND'],
  }),
  boolFlag('prefix', 'Get keys with matching prefix'),
  boolFlag('print-value-only', 'Only write values when using the "simple" output format'),
  intFlag('rev', 0, 'Specify the kv revision'),
  stringFlag('sort-by', '', 'Sort target; CREATE, KEY, MODIFY, VALUE, or VERSION', {
    choices: ['CREATE', 'KEY', 'MODIFY', 'VALUE', 'VERSION'],
  }),
  boolFlag('stream', 'Get the keys as a stream of parts, for large ranges'),
];

/** The flags of `put`, here and in a transaction. */
export const putFlags = [
  boolFlag('ignore-lease', 'updates the key using its current lease'),
  boolFlag('ignore-value', 'updates the key using its current value'),
  stringFlag('lease', '0', 'lease ID (in hexadecimal) to attach to the key'),
  boolFlag('prev-kv', 'return the previous key-value pair before modification'),
];

/** The flags of `del`, here and in a transaction. */
export const delFlags = [
  boolFlag('from-key', 'delete keys that are greater than or equal to the given key using byte compare'),
  boolFlag('prefix', 'delete keys with matching prefix'),
  boolFlag('prev-kv', 'return deleted key-value pairs'),
  boolFlag('range', 'delete range of keys'),
];
