import { describe, expect, it } from '@jest/globals';
import { readUri } from './mongo-uri.js';
import { MongoRefused } from './refused.js';

describe('the URI of MongoDB', () => {
  it.each([
    ['mongodb://h/orders', 'orders', 'h:27017'],
    ['mongodb://a:1,b:2/orders?replicaSet=rs0', 'orders', 'a:1,b:2'],
    ['mongodb://u:p%2Fw@h/orders?w=majority&journal=true&readConcernLevel=majority', 'orders', 'h:27017'],
    ['mongodb://h/test', 'test', 'h:27017'],
    ['mongodb://h', 'skald', 'h:27017'],
    ['mongodb://h/', 'skald', 'h:27017'],
    ['mongodb://u:p@h/?authSource=admin', 'skald', 'h:27017'],
    ['mongodb://h/?appName=a/b', 'skald', 'h:27017'],
    ['mongodb+srv://u:p@c.example.org/', 'skald', 'c.example.org'],
  ])('%s means database %s at %s', (uri, database, where) => {
    expect(readUri(uri)).toEqual({ database, where });
  });

  it.each([
    ['w=0', 'w=majority'],
    ['w=1', 'w=majority'],
    ['w=2', 'w=majority'],
    ['journal=false', 'journal=true'],
    ['readConcernLevel=local', 'majority'],
    ['readPreference=secondaryPreferred', 'primary'],
  ])('refuses %s, and says where and what to do', (option, instead) => {
    const read = () => readUri(`mongodb://u:secret@h/orders?${option}`);
    expect(read).toThrow(MongoRefused);
    expect(read).toThrow(option);
    expect(read).toThrow('h:27017');
    expect(read).toThrow(instead);
    expect(read).not.toThrow('secret');
  });

  it.each(['', 'h:27017', 'http://h/x', 'mongodb://', 'mongodb://h/x?no-such-option=1'])(
    'refuses %j by name',
    (uri) => {
      expect(() => readUri(uri)).toThrow(/^MONGODB_URI cannot be used: /);
    },
  );
});
