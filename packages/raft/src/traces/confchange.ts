import { changeSimply, enterJoint, leaveJoint } from '../confchange/changer.ts';
import type { Membership } from '../confchange/draft.ts';
import { parseChanges } from '../confchange/parse-changes.ts';
import { describeConfiguration, describeProgress } from '../describe/describe-progress.ts';
import { RaftError } from '../raft-error.ts';
import { Tracker } from '../tracker/tracker.ts';
import { singleValue, TraceError, truth } from './trace-arguments.ts';
import type { TraceCase } from './trace-file.ts';

const inflightMessagesMax = 10;

/** Runs the cases of a `confchange` trace, which build on one another, and gives what each prints. */
export function confChangeRunner(): (one: TraceCase) => string {
  const tracker = new Tracker(inflightMessagesMax, Number.POSITIVE_INFINITY);
  let lastIndex = 0;
  return (one) => {
    try {
      const { configuration, byId } = change(tracker, lastIndex, one);
      tracker.use(configuration, byId);
    } catch (error) {
      if (!(error instanceof RaftError || error instanceof TraceError)) throw error;
      return error.message;
    } finally {
      lastIndex++;
    }
    const progress = tracker.all.map((node) => describeProgress(node.toStatus()));
    return [describeConfiguration(tracker.configuration), ...progress].join('\n');
  };
}

function change(tracker: Tracker, lastIndex: number, { command, arguments: words, input }: TraceCase): Membership {
  const changes = parseChanges(input);
  switch (command) {
    case 'simple':
      return changeSimply(tracker, lastIndex, changes);
    case 'enter-joint':
      return enterJoint(tracker, lastIndex, truth(singleValue(words, 'autoleave') ?? 'false'), changes);
    case 'leave-joint':
      if (changes.length > 0) throw new TraceError('this command takes no input');
      return leaveJoint(tracker, lastIndex);
    default:
      throw new TraceError('unknown command');
  }
}
