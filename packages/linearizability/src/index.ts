export { checkGroups, type GroupsVerdict } from './check-groups.ts';
export { checkLinearizable, type Model, type Observation, type Verdict } from './check-linearizable.ts';
export {
  type Guard,
  type KeyValueOperation,
  type KeyValueResponse,
  type KeyValueState,
  keyValueModel,
  type Relation,
  type Step,
  type Version,
  type VersionSeen,
} from './key-value-model.ts';
