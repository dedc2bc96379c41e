// Many light gateways in one process, for bench/verify.mjs, which starts it as a child:
//   node bench/verify-gateways.mjs COUNT LATENCY_MS POLICY_FILE
// Each has an origin of its own, as real ones have, and answers /health, /readyz and /keeptrusts/config after LATENCY_MS. Sends its parent
// {urls} once all listen, and {requests, most} (answers given, most at the same time) when asked; ends when the parent does.
// Written on sockets: Node's HTTP server would take as much of the processors as the client that is measured beside it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { parse } from 'yaml';

const [count, latencyMs, policyFile] = process.argv.slice(2);

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
]);
const UNKNOWN = answer('404 Not Found', {});

let requests = 0;
let underWay = 0;
let most = 0;

/** The client sends its small requests in one piece, and none before the last one is answered. */
function serve(socket) {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    const line = bytes.latin1Slice(0, 32);
    const reply = ANSWERS.get(line.slice(0, line.indexOf(' HTTP/1.1') + 1)) ?? UNKNOWN;
    requests += 1;
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      socket.write(reply);
    }, Number(latencyMs));
  });
}

async function listen() {
  const server = createServer(serve);
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

const urls = await Promise.all(Array.from({ length: Number(count) }, listen));
process.send({ urls });
process.on('message', () => process.send({ requests, most }));
process.on('disconnect', () => process.exit());
