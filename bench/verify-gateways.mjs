// Many light gateways in one process, for bench/verify.mjs and bench/deploy.mjs, which start it as a child:
//   node bench/verify-gateways.mjs COUNT LATENCY_MS POLICY_FILE [FORMER_FILE WRITTEN]
// Each has an origin of its own, as real ones have, and answers /health, /readyz and /keeptrusts/config after LATENCY_MS. With FORMER_FILE, gateway
// number N serves that until there is a file gw-N in the directory WRITTEN. The control plane's /v1/whoami is answered too. Sends its parent
// {urls} once all listen, and {requests, most} (answers given, most at the same time) when asked; ends when the parent does.
// Written on sockets: Node's HTTP server would take as much of the processors as the client that is measured beside it.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';

const [count, latencyMs, policyFile, formerFile, written] = process.argv.slice(2);

function answer(status, value) {
  const body = JSON.stringify(value);
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

/** The short body of https://docs.keeptrusts.com/docs/guides/engineer/incident-response-ai, and the whole document. */
const ANSWERS = new Map([
  ['GET /health ', answer('200 OK', { status: 'healthy', uptime_seconds: 4711 })],
  ['GET /readyz ', answer('200 OK', {})],
  ['GET /keeptrusts/config ', answer('200 OK', parse(readFileSync(policyFile, 'utf8')))],
  ['GET /v1/whoami ', answer('200 OK', {})],
]);
const FORMER = formerFile === undefined ? undefined : answer('200 OK', parse(readFileSync(formerFile, 'utf8')));
const UNKNOWN = answer('404 Not Found', {});

let requests = 0;
let underWay = 0;
let most = 0;

/** What gateway `number` answers to the first line of a request, now. */
function replyOf(number, request) {
  if (FORMER !== undefined && request === 'GET /keeptrusts/config ' && !existsSync(join(written, `gw-${number}`))) return FORMER;
  return ANSWERS.get(request) ?? UNKNOWN;
}

/** The client sends its small requests in one piece, and none before the last one is answered. */
function serve(number, socket) {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    const line = bytes.latin1Slice(0, 32);
    const reply = replyOf(number, line.slice(0, line.indexOf(' HTTP/1.1') + 1));
    requests += 1;
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      socket.write(reply);
    }, Number(latencyMs));
  });
}

async function listen(number) {
  const server = createServer((socket) => serve(number, socket));
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

const urls = await Promise.all(Array.from({ length: Number(count) }, (_, number) => listen(number)));
process.send({ urls });
process.on('message', () => process.send({ requests, most }));
process.on('disconnect', () => process.exit());
