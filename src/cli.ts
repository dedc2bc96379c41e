#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { logLines } from './report/escape/log-line.js';
import { runCommand } from './run/terminal.js';
import { terminalLook } from './run/terminal-look.js';
import { TOOL } from './version.js';

const STAGE_COMMANDS = ['validate', 'deploy', 'rollback', 'verify'] as const;

/** The bundled file itself: the demo runs its neighbours, and the emulated kt is this file again. Asking for it costs a cold start a millisecond. */
const self = (): string => fileURLToPath(import.meta.url);

async function main(argv: readonly string[]): Promise<void> {
  const [command = '--help', ...rest] = argv;
  const io = { stdout: (text: string) => void process.stdout.write(text), stderr: (text: string) => void process.stderr.write(text) };
  const stage = STAGE_COMMANDS.find((name) => name === command);
  if (stage !== undefined) return runCommand(stage, rest);
  switch (command) {
    case 'init':
      process.exitCode = await (await import('./run/init.js')).initCommand(rest, io, { directory: process.cwd(), self: self() });
      return;
    case 'demo':
      process.exitCode = await (await import('../emulator/demo.js')).demoCommand(rest, io, self());
      return;
    case 'try':
      process.exitCode = await (await import('./run/try.js')).tryCommand(rest, io);
      return;
    case 'explain':
      process.exitCode = (await import('./run/explain.js')).explainCommand(rest, io);
      return;
    case 'status': {
      const { stdout, stderr, env } = process;
      const { colour } = terminalLook(env, stdout.isTTY === true);
      const { live } = terminalLook(env, stderr.isTTY === true);
      const place = { directory: process.cwd(), environment: env, colour, live, width: () => stderr.columns };
      process.exitCode = await (await import('./run/status.js')).statusCommand(rest, io, place);
      return;
    }
    case 'emulator': {
      const { commandHelp } = await import('./options/help.js');
      const { didYouMean } = await import('./options/nearest.js');
      const words = { help: (body: string) => commandHelp('emulator', body), meant: didYouMean };
      process.exitCode = await (await import('../emulator/main.js')).emulatorCommand(rest, io, words, self());
      return;
    }
    case 'emulated-kt':
      process.exitCode = await (await import('../emulator/kt.js')).runKt(rest, process.env, io);
      return;
    case '--help':
    case '-h':
    case 'help': {
      const [about, ...more] = rest;
      if (about !== undefined && about !== '--help' && about !== '-h') return main([about, ...more, '--help']);
      io.stdout((await import('./options/help.js')).renderHelp(undefined));
      process.exitCode = 0;
      return;
    }
    case '--version':
      io.stdout(`${TOOL.name} ${TOOL.version}\n`);
      process.exitCode = 0;
      return;
    default:
      io.stderr(`${logLines((await import('./options/help.js')).noSuchCommand(command))}\n`);
      process.exitCode = 1;
  }
}

// Red until a command says otherwise: an event loop that empties early must not look like success.
process.exitCode = 1;
await main(process.argv.slice(2)).catch((error: unknown) => {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${logLines(`keeptrusts-policy: unexpected error: ${said}`)}\n`);
  process.exitCode = 1;
});
