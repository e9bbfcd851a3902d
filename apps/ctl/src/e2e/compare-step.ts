import { asOf37, type Comparable, comparable } from './comparable.ts';
import type { Ground } from './ground.ts';
import { runTool, type ToolResult, type Whose } from './run-tool.ts';
import type { Step } from './steps/step.ts';

/** What both tools did in a step, each on its own servers: these are to be the same. */
export async function bothDo(
  ground: Ground,
  step: Step,
): Promise<{ readonly etcd: Comparable; readonly ours: Comparable }> {
  const [etcd, ours] = await Promise.all([run(ground, 'etcd', step), run(ground, 'ours', step)]);
  if (step.captures !== undefined) {
    ground.set('etcd', step.captures.name, captured(etcd, step.captures.in));
    ground.set('ours', step.captures.name, captured(ours, step.captures.in));
  }
  const { code, stdout, stderr } = comparable(etcd);
  return {
    // A signal ends etcd's tool; ours ends by itself and says so in its code.
    etcd: inOrder(step, { code: code ?? 5, stdout: asOf37(stdout, step.args), stderr: asOf37(stderr, step.args) }),
    ours: inOrder(step, comparable(ours)),
  };
}

/** Lines, and what stands in lists, sorted where their order is not given. */
function inOrder({ isUnordered }: Step, { code, stdout, stderr }: Comparable): Comparable {
  if (isUnordered !== true) return { code, stdout, stderr };
  const sorted = (text: string) =>
    text
      .split(/[\n,{}"]+/)
      .sort()
      .join('\n');
  return { code, stdout: sorted(stdout), stderr: sorted(stderr) };
}

async function run(ground: Ground, whose: Whose, { args, options, isBare }: Step): Promise<ToolResult> {
  const global = isBare === true ? [] : ground.place(whose).flags;
  return await runTool(whose, 'etcdctl', [...global, ...ground.words(whose, args)], options);
}

function captured({ stdout }: ToolResult, pattern: RegExp): string {
  const found = pattern.exec(stdout.toString())?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in ${stdout.toString()}`);
  return found;
}
