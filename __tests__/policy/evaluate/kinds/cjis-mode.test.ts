import { decided, kindTable, open } from './table.js';

kindTable('cjis-mode', [
  ['an unauthenticated request is rejected', {}, 'Hi', decided('block')],
  ['require_auth false lets it through', { require_auth: false }, 'Hi', decided('allow')],
  ['a bearer token authenticates', {}, { headers: { Authorization: 'Bearer x.y.z' } }, decided('allow')],
  ['which header else proves it is not documented', {}, { headers: { 'X-Api-Key': 'k' } }, open('undocumented', ['allow', 'block'])],
]);
