import type { Tool } from '../command-spec.ts';
import { etcdctl } from './etcdctl.ts';
export const quoratectl: Tool = { ...etcdctl, name: 'quoratectl', showsHints: true };
