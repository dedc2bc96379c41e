import { decided, kindTable, open } from './table.js';

const OWN = { declared_tools: ['web_search'] };

kindTable('tool-validation', [
  ['a declared tool passes', OWN, { calls: ['web_search'] }, decided('allow')],
  [
    'a non-empty list denies other tools',
    OWN,
    { calls: ['web_search', 'delete'] },
    decided('block', { found: ['declared_tools: delete'] }),
  ],
  ['unless allow_undeclared', { ...OWN, allow_undeclared: true }, { calls: ['delete'] }, decided('allow')],
  ['without a call there is nothing to validate', OWN, 'Hi', decided('allow')],
  ['what an empty list means could not be read', {}, { calls: ['delete'] }, open('undocumented', ['allow', 'block'])],
  [
    'whether arguments are checked is documented both ways',
    { ...OWN, schemas: { web_search: { type: 'object', required: ['q'] } } },
    { calls: ['web_search'] },
    open('undocumented', ['allow', 'block']),
  ],
  [
    'the semantic check asks a model',
    { ...OWN, semantic_validation: { enabled: true } },
    { calls: ['web_search'] },
    open('needs-model', ['allow', 'block']),
  ],
  ['an undeclared tool is denied before that', { ...OWN, semantic_validation: { enabled: true } }, { calls: ['delete'] }, decided('block')],
  ['a declared tool may be offered', OWN, { says: 'Hi', request: { tools: [{ function: { name: 'web_search' } }] } }, decided('allow')],
  [
    'whether an undeclared one may is not documented',
    OWN,
    { says: 'Hi', request: { tools: [{ function: { name: 'delete' } }] } },
    open('undocumented', ['allow', 'block']),
  ],
]);
