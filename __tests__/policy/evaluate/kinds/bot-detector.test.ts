import { decided, kindTable, open } from './table.js';

kindTable('bot-detector', [
  ['warn logs and allows', { action: 'warn' }, 'Hi', decided('allow')],
  ['one request is within its limit', { action: 'block', max_requests_per_window: 5 }, 'Hi', decided('allow')],
  ['one request does not exceed one', { action: 'block', max_requests_per_window: 1 }, 'Hi', decided('allow')],
  ['the defaults are known from an example only', {}, 'Hi', open('needs-state', ['allow', 'block'])],
  ['a limit below one is not documented', { action: 'block', max_requests_per_window: 0 }, 'Hi', open('needs-state', ['allow', 'block'])],
]);
