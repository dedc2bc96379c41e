import { decided, kindTable, open } from './table.js';

const LISTED = { allow_hosts: ['docs.example.com'], action_on_error: 'block' };

kindTable('content-extractor', [
  ['fetch_urls false makes it do nothing', { ...LISTED, fetch_urls: false }, 'see https://evil.example', decided('allow')],
  ['a request without an address passes', LISTED, 'Hi', decided('allow')],
  ['a host that is not listed is a failure, and block blocks', LISTED, 'see https://evil.example/x', decided('block')],
  ['names are exact: no wildcards', { ...LISTED, allow_hosts: ['*.example.com'] }, 'see https://docs.example.com', decided('block')],
  ['an empty list allows no host', { action_on_error: 'block' }, 'see https://docs.example.com', decided('block')],
  ['by default a failure only warns', { allow_hosts: ['docs.example.com'] }, 'see https://evil.example', decided('allow', { doubts: {} })],
  [
    'a listed host is fetched, and may fail',
    LISTED,
    'see https://docs.example.com.',
    open('needs-network', ['allow', 'block'], { doubts: { request: 'any' } }),
  ],
  [
    'with warn it passes, with a text that is not known',
    { allow_hosts: ['docs.example.com'] },
    'https://docs.example.com',
    open('needs-network', ['allow'], { doubts: { request: 'any' } }),
  ],
  ['what else counts as an address is not documented', LISTED, 'see www.evil.example', open('undocumented', ['allow', 'block'])],
  ['without a listed host that does not matter', {}, 'see www.evil.example', decided('allow', { doubts: {} })],
]);
