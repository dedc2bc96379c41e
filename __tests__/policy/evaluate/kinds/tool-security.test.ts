import { decided, kindTable, open } from './table.js';

kindTable('tool-security', [
  ['without a call there is nothing to inspect', { analysis_mode: 'local' }, 'Hi', decided('allow')],
  ['the local checks are not published', {}, { calls: ['read_file'] }, open('unpublished-list', ['allow', 'block'])],
  ['external mode asks a service', { analysis_mode: 'external' }, { calls: ['read_file'] }, open('needs-network', ['allow', 'block'])],
]);
