import { describe, expect, test } from 'vitest';
import { enumKey, jsonName, propertyName, typeNameOf } from './names.ts';

describe('a property', () => {
  test.each([
    ['key', 'key'],
    ['range_end', 'rangeEnd'],
    ['ID', 'id'],
    ['TTL', 'ttl'],
    ['member_ID', 'memberId'],
    ['memberID', 'memberId'],
    ['NodeID', 'nodeId'],
    ['ClusterID', 'clusterId'],
    ['peerURLs', 'peerUrls'],
    ['client_urls', 'clientUrls'],
    ['grantedTTL', 'grantedTtl'],
    ['RemainingTTL', 'remainingTtl'],
    ['remaining_TTL', 'remainingTtl'],
    ['dbSizeInUse', 'dbSizeInUse'],
    ['logTerm', 'logTerm'],
    ['LeaseTimeToLiveRequest', 'leaseTimeToLiveRequest'],
    ['v2', 'v2'],
    ['target_union', 'targetUnion'],
  ])('of %s is %s', (protoName, property) => {
    expect(propertyName(protoName)).toBe(property);
  });
});

test('a type’s name made of a field’s starts with a capital', () => {
  expect(typeNameOf('request_union')).toBe('RequestUnion');
});

test.each([
  ['NONE', 'None'],
  ['NOT_EQUAL', 'NotEqual'],
  ['NOSPACE', 'Nospace'],
  ['READWRITE', 'Readwrite'],
  ['MsgAppResp', 'MsgAppResp'],
  ['EntryConfChangeV2', 'EntryConfChangeV2'],
])('the enum value %s has the key %s', (protoName, key) => {
  expect(enumKey(protoName)).toBe(key);
});

test.each([
  ['range_end', 'rangeEnd'],
  ['ID', 'ID'],
  ['peerURLs', 'peerURLs'],
  ['member_ID', 'memberID'],
  ['v2', 'v2'],
])('the JSON name of %s is %s', (protoName, name) => {
  expect(jsonName(protoName)).toBe(name);
});
