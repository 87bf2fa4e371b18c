/*
 * The server as a process: its flags, its exit codes, and what it does when the editor goes away.
 */
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import { serverFile, startClient } from './client.ts';

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [serverFile, ...args], { encoding: 'utf8', input: '' });
}

describe('flags', () => {
  test('--version and --help print to standard output', () => {
    expect(run('--version')).toMatchObject({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
    const help = run('--help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('--stdio');
  });

  test.each([[[]], [['--stdio', '--fast']], [['--node-ipc']]])('wrong use: %j', (args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^dynamolens-server: .+\n\nUsage: /);
  });
});

describe('the end', () => {
  test('shutdown and exit: 0', async () => {
    const { client } = await startClient();
    expect(await client.stop()).toBe(0);
  });

  test('exit without shutdown: 1', async () => {
    const { client } = await startClient();
    const code = client.exitCode();
    await client.notify('exit', {});
    expect(await code).toBe(1);
  });

  test('standard input closed', async () => {
    const { client } = await startClient();
    const code = client.exitCode();
    client.process.stdin!.end();
    expect(await code).toBe(1);
  });

  test('the editor is gone', async () => {
    const editor = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const server = spawn(
      process.execPath,
      [serverFile, '--stdio', `--clientProcessId=${editor.pid}`],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void server.kill('SIGKILL'));
    const ended = once(server, 'exit');
    editor.kill('SIGKILL');
    expect(await ended).toEqual([1, null]);
  });
});

describe('other transports', () => {
  const initialize = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [] };

  test('--node-ipc', async () => {
    const server = fork(serverFile, ['--node-ipc']);
    const connection = createMessageConnection(
      new IPCMessageReader(server),
      new IPCMessageWriter(server),
    );
    connection.listen();
    expect(await connection.sendRequest('initialize', initialize)).toMatchObject({
      serverInfo: { name: 'DynamoLens' },
    });
    const ended = once(server, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toEqual([0, null]);
  });

  test('--socket', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const server = spawn(process.execPath, [serverFile, `--socket=${port}`], { stdio: 'inherit' });
    onTestFinished(() => {
      server.kill('SIGKILL');
      listener.close();
    });
    const [socket] = (await once(listener, 'connection')) as [Socket];
    const connection = createMessageConnection(
      new StreamMessageReader(socket),
      new StreamMessageWriter(socket),
    );
    connection.listen();
    expect(await connection.sendRequest('initialize', initialize)).toMatchObject({
      serverInfo: { version: manifest.version },
    });
    const ended = once(server, 'exit');
    socket.end();
    expect(await ended).toEqual([1, null]);
  });
});
