import type { Http2Clock } from './clock.ts';
import { FloodGuard } from './flood-guard.ts';
import type { Http2Limits } from './http2-limits.ts';

/** The buckets of one connection. */
export class FloodGuards {
  readonly resets: FloodGuard;
  readonly settings: FloodGuard;
  readonly pings: FloodGuard;
  readonly emptyFrames: FloodGuard;
  readonly controlFrames: FloodGuard;

  constructor(limits: Http2Limits, clock: Http2Clock, startedMs: number) {
    this.resets = new FloodGuard('rapid_reset', limits.resetsBurst, limits.resetsPerSecond, clock, startedMs);
    this.settings = new FloodGuard('settings_flood', limits.settingsBurst, limits.settingsPerSecond, clock, startedMs);
    this.pings = new FloodGuard('ping_flood', limits.pingsBurst, limits.pingsPerSecond, clock, startedMs);
    const { emptyFramesBurst, emptyFramesPerSecond, controlFramesBurst, controlFramesPerSecond } = limits;
    this.emptyFrames = new FloodGuard('empty_frame_flood', emptyFramesBurst, emptyFramesPerSecond, clock, startedMs);
    this.controlFrames = new FloodGuard('control_flood', controlFramesBurst, controlFramesPerSecond, clock, startedMs);
  }

  /** A request or data went one way or the other: frames that come along with useful traffic are forgiven. */
  progress(): void {
    this.pings.progress();
    this.controlFrames.progress();
  }
}
