import type { Observed } from '../clients/observed.ts';
import type { AgreedHistory } from './agreed-history.ts';
import { Violation } from './violation.ts';

/** What was refused for certain has no effect, on no member and at no time. Throws a Violation. */
export function checkRefusedWrites(history: AgreedHistory, { refusedWrites }: Observed): void {
  for (const { key, value } of refusedWrites) {
    const change = history.changesOf(key).find((each) => each.value === value);
    if (change) throw new Violation('what is refused has no effect', `${value} is at revision ${change.modRevision}`);
  }
}
