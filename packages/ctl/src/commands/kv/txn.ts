import { type Compare, RequestOp, services, TxnRequest } from '@quorate/protocol';
import { FlagError, parseFlags } from '../../arguments/parse-flags.ts';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { LineReader } from '../../prompt/line-reader.ts';
import { argify } from './argify.ts';
import { deleteRequest } from './del.ts';
import { delFlags, getFlags, putFlags } from './kv-flags.ts';
import { parseCompare } from './parse-compare.ts';
import { putRequest } from './put-request.ts';
import { rangeRequest } from './range-request.ts';
import { txnAnswer } from './txn-answer.ts';

/** `txn`: comparisons, a blank line, what to do if they hold, a blank line, what to do if not, a blank line. */
export async function txn(context: CommandContext): Promise<void> {
  if (context.args.length > 0) throw badArguments('txn command does not accept argument');
  const request = await readTxn(context);
  using cluster = await Cluster.connect(context);
  await print(context, txnAnswer(await cluster.write(services['etcdserverpb.KV'].Txn, request)));
}

async function readTxn(context: CommandContext): Promise<TxnRequest> {
  using lines = new LineReader(context.io);
  const section = async <T>(prompt: string, read: (line: string) => T | Promise<T>): Promise<T[]> => {
    if (context.flags.bool('interactive')) context.io.stdout.write(`${prompt}\n`);
    return await readSection(lines, read);
  };
  const compare: Compare[] = await section('compares:', parseCompare);
  const success = await section('success requests (get, put, del):', readOperation);
  const failure = await section('failure requests (get, put, del):', readOperation);
  return TxnRequest.create({ compare, success, failure });
}

async function readSection<T>(lines: LineReader, read: (line: string) => T | Promise<T>): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const line = await lines.next();
    if (line === undefined) {
      throw new CtlError(exitCode.invalidInput, 'EOF', 'Each of the three parts ends with an empty line.');
    }
    if (line === '') return items;
    items.push(await read(line));
  }
}

const noValue = () => Promise.resolve(undefined);

async function readOperation(line: string): Promise<RequestOp> {
  const [name = '', ...words] = argify(line);
  if (words.length === 0) throw new CtlError(exitCode.invalidInput, `invalid txn compare request: ${line}`);
  try {
    if (name === 'get') {
      const { args, flags } = parseFlags(getFlags, words);
      return RequestOp.create({ request: { case: 'requestRange', value: rangeRequest(args, flags) } });
    }
    if (name === 'put') {
      const { args, flags } = parseFlags(putFlags, words);
      return RequestOp.create({ request: { case: 'requestPut', value: await putRequest(args, flags, noValue) } });
    }
    if (name === 'del') {
      const { args, flags } = parseFlags(delFlags, words);
      return RequestOp.create({ request: { case: 'requestDeleteRange', value: deleteRequest(args, flags) } });
    }
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    throw new CtlError(exitCode.invalidInput, `invalid txn request: ${line}`, error.message);
  }
  throw new CtlError(exitCode.invalidInput, `invalid txn request: ${line}`, 'Operations are get, put and del.');
}
