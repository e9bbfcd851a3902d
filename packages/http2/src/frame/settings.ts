import { ErrorCode } from './error-code.ts';
import { FRAME_BYTES_MAX_INITIAL, MAX_31_BITS, readUint32, writeUint32 } from './frame.ts';
import { Http2Error } from './http2-error.ts';

/** Identifiers of RFC 9113 section 6.5.2. */
export const SettingId = {
  HeaderTableSize: 0x1,
  EnablePush: 0x2,
  MaxConcurrentStreams: 0x3,
  InitialWindowSize: 0x4,
  MaxFrameSize: 0x5,
  MaxHeaderListSize: 0x6,
} as const;

/** What a peer has told of itself; the initial values stand until it does. */
export interface PeerSettings {
  headerTableBytesMax: number;
  enablePush: boolean;
  concurrentStreamsMax: number;
  streamWindowBytes: number;
  frameBytesMax: number;
  headerListBytesMax: number;
}

export function initialPeerSettings(): PeerSettings {
  return {
    headerTableBytesMax: 4096,
    enablePush: true,
    concurrentStreamsMax: Number.POSITIVE_INFINITY,
    streamWindowBytes: 65_535,
    frameBytesMax: FRAME_BYTES_MAX_INITIAL,
    headerListBytesMax: Number.POSITIVE_INFINITY,
  };
}

const FRAME_BYTES_MAX_HIGHEST = 2 ** 24 - 1;
const SETTING_BYTES = 6;

/**
 * Applies the payload `source[start, end)` of a SETTINGS frame, whose length is a multiple of six, in the order of its entries. Throws an
 * `Http2Error` for a value that is not allowed; unknown identifiers are ignored.
 */
export function applySettings(settings: PeerSettings, source: Uint8Array, start: number, end: number): void {
  for (let at = start; at < end; at += SETTING_BYTES) {
    const id = ((source[at] as number) << 8) | (source[at + 1] as number);
    applySetting(settings, id, readUint32(source, at + 2));
  }
}

function applySetting(settings: PeerSettings, id: number, value: number): void {
  switch (id) {
    case SettingId.HeaderTableSize:
      settings.headerTableBytesMax = value;
      break;
    case SettingId.EnablePush:
      if (value > 1) throw invalid(ErrorCode.ProtocolError, `SETTINGS_ENABLE_PUSH is ${value}, not 0 or 1`);
      settings.enablePush = value === 1;
      break;
    case SettingId.MaxConcurrentStreams:
      settings.concurrentStreamsMax = value;
      break;
    case SettingId.InitialWindowSize:
      if (value > MAX_31_BITS) throw invalid(ErrorCode.FlowControlError, `SETTINGS_INITIAL_WINDOW_SIZE is ${value}`);
      settings.streamWindowBytes = value;
      break;
    case SettingId.MaxFrameSize:
      if (value < FRAME_BYTES_MAX_INITIAL || value > FRAME_BYTES_MAX_HIGHEST) {
        throw invalid(ErrorCode.ProtocolError, `SETTINGS_MAX_FRAME_SIZE is ${value}`);
      }
      settings.frameBytesMax = value;
      break;
    case SettingId.MaxHeaderListSize:
      settings.headerListBytesMax = value;
      break;
  }
}

function invalid(code: ErrorCode, message: string): Http2Error {
  return new Http2Error(code, `${message} (RFC 9113 section 6.5.2)`);
}

/** The payload of a SETTINGS frame with these entries. */
export function encodeSettings(entries: readonly (readonly [id: number, value: number])[]): Uint8Array {
  const payload = new Uint8Array(entries.length * SETTING_BYTES);
  entries.forEach(([id, value], index) => {
    const at = index * SETTING_BYTES;
    payload[at + 1] = id;
    writeUint32(payload, at + 2, value);
  });
  return payload;
}
