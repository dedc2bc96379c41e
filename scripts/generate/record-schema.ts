/** A definition of `$defs` as the schemas write it: from its name to the bracket that closes it, without the comma. */
const DEFINITION = /^ {4}"(\w+)": \{(?:[^\n]*\}|\n(?: {5,}[^\n]*\n)* {4}\}),?$/gm;

const DEFS = '\n  "$defs": {\n';

export const RECORD_SCHEMA_FILE = 'schema/release-record.schema.json';

/**
 * The schema of the release record with the definitions it shares with the report's as that has them. They are copied, because a reader of
 * one record should not need a second file; and by the machine, so that no copy grows old.
 * @param record text of the record's schema, as it is
 * @param report text of the report's schema
 */
export function recordSchemaText(record: string, report: string): string {
  const [head = ''] = record.split(DEFS);
  const own = [...definitions(record)].filter(([name]) => OWN.has(name));
  const shared = definitions(report);
  const wanted = new Set<string>();
  const want = (text: string): void => {
    const names = [...text.matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name = '']) => name);
    for (const name of names.filter((one) => !OWN.has(one) && !wanted.has(one))) {
      wanted.add(name);
      want(shared.get(name) ?? '');
    }
  };
  for (const text of [head, ...own.map(([, definition]) => definition)]) want(text);
  const copied = [...shared].filter(([name]) => wanted.has(name));
  return `${head}${DEFS}${[...own, ...copied].map(([, definition]) => definition).join(',\n')}\n  }\n}\n`;
}

/** What only a release record has, or has in another shape than the report. */
const OWN: ReadonlySet<string> = new Set([
  'unread',
  'textOrUnread',
  'digestSet',
  'change',
  'author',
  'pullRequest',
  'review',
  'approval',
  'validation',
  'deploy',
  'verify',
  'recordedPlan',
  'recordedGateway',
]);

function definitions(schema: string): ReadonlyMap<string, string> {
  const text = schema.slice(schema.indexOf(DEFS) + DEFS.length);
  return new Map([...text.matchAll(DEFINITION)].map(([block, name = '']) => [name, block.replace(/,$/, '')]));
}
