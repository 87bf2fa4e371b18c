/*
 * The command line of the language server.
 */
import { describe, expect, test } from 'vitest';
import { readServerArguments } from '../../server/src/lsp/arguments.ts';

function read(line: string, hasChannel = false) {
  return readServerArguments(line === '' ? [] : line.split(' '), hasChannel);
}

test.each([
  ['--stdio', { kind: 'stdio' }],
  ['--socket=6010', { kind: 'socket', port: 6010 }],
  ['--socket 6010', { kind: 'socket', port: 6010 }],
  ['--clientProcessId=12 --stdio', { kind: 'stdio' }],
])('%s', (line, transport) => {
  expect(read(line)).toEqual({ kind: 'serve', transport });
});

test('--node-ipc needs a parent with a channel', () => {
  expect(read('--node-ipc', true)).toEqual({ kind: 'serve', transport: { kind: 'node-ipc' } });
  expect(read('--node-ipc', false)).toMatchObject({ kind: 'wrong' });
});

test('help and version go before everything else', () => {
  expect(read('--stdio --help').kind).toBe('help');
  expect(read('--version --nonsense').kind).toBe('version');
});

describe('wrong use', () => {
  test.each([
    ['', 'Say how to talk: --stdio, --node-ipc or --socket=PORT.'],
    ['--stdio --verbose', 'Unknown argument: --verbose'],
    ['--stdio=1', '--stdio takes no value.'],
    ['--nonsense=1', 'Unknown argument: --nonsense=1'],
    ['file.py', 'Unknown argument: file.py'],
    ['--socket=x', '--socket needs a port number.'],
    ['--socket=70000', '--socket needs a port number.'],
    ['--socket', '--socket needs a port number.'],
    ['--stdio --clientProcessId=x', '--clientProcessId needs a process number.'],
    ['--stdio --socket=1', 'Only one of --stdio, --node-ipc and --socket is possible.'],
  ])('%s', (line, message) => {
    expect(read(line)).toEqual({ kind: 'wrong', message });
  });
});
