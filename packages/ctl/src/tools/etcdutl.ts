import type { Tool } from '../command-spec.ts';
import { etcdctl } from './etcdctl.ts';
export const etcdutl: Tool = { ...etcdctl, name: 'etcdutl', showsHints: true };
