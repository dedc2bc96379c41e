import { decided, kindTable, open } from './table.js';

const OWN = { budgets: { web_search: { max_tokens: 50_000 } } };

kindTable('tool-budget', [
  ['a tool that is not listed is not limited', OWN, { calls: ['read_file'] }, decided('allow')],
  ['a listed one depends on what the session used', OWN, { calls: ['web_search'] }, open('needs-state', ['allow', 'block'])],
  ['names are exact', OWN, { calls: ['web_search2'] }, decided('allow')],
  ['without a call nothing is used', OWN, 'Hi', decided('allow')],
  ['no budget limits nothing', {}, { calls: ['web_search'] }, decided('allow')],
]);
