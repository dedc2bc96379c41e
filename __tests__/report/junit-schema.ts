/**
 * The rules that the schemas of Jenkins (junit-10.xsd of the xunit plugin) and of Maven Surefire (surefire-test-report.xsd) set for the elements
 * used here, in their stricter form: an element or attribute is listed only if both know it, and is required if either requires it. Written
 * from reading the two, and used in their place, because no XSD validator is among the tools of this project.
 * https://github.com/jenkinsci/xunit-plugin, https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd
 */
interface Rule {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Element names in the order they must come in; each may repeat unless it is in `once`. */
  readonly children?: readonly string[];
  readonly once?: readonly string[];
  readonly text?: boolean;
}

const RULES: Readonly<Record<string, Rule>> = {
  // Surefire begins at testsuite; Jenkins alone speaks of testsuites.
  testsuites: { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors', 'skipped'],
    optional: ['time', 'group'],
    children: ['properties', 'testcase'],
  },
  properties: { required: [], children: ['property'] },
  property: { required: ['name', 'value'] },
  testcase: {
    required: ['name', 'time'],
    optional: ['classname', 'group'],
    children: ['failure', 'skipped', 'error', 'system-out', 'system-err'],
    once: ['skipped', 'error', 'system-out', 'system-err'],
  },
  failure: { required: ['type'], optional: ['message'], text: true },
  error: { required: ['type'], optional: ['message'], text: true },
  skipped: { required: [], optional: ['message'], text: true },
  'system-out': { required: [], text: true },
  'system-err': { required: [], text: true },
};

const TIME = /^([0-9]{0,3},)*[0-9]*(\.[0-9]{0,3})?$/;

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\?xml [^?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Reads the XML this project writes. @throws Error at anything that is not well-formed, or uses more of XML than needed. */
export function parseXml(xml: string): XmlElement {
  const top: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const stack = [top];
  let end = 0;
  for (const token of xml.matchAll(TOKEN)) {
    const [all, close, name, attributes = '', empty, text] = token;
    end = token.index + all.length;
    const parent = stack.at(-1);
    if (parent === undefined) throw new Error(`nothing is open at ${token.index}`);
    if (text !== undefined) parent.text += decoded(text);
    if (name === undefined) continue;
    if (close === '/') {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      stack.pop();
      continue;
    }
    const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decoded(value)] as const);
    const element = { name, attributes: new Map(pairs), children: [], text: '' };
    if (element.attributes.size !== pairs.length) throw new Error(`<${name}> repeats an attribute`);
    parent.children.push(element);
    if (empty === '') stack.push(element);
  }
  const [root, ...more] = top.children;
  if (end !== xml.length || stack.length !== 1 || root === undefined || more.length > 0)
    throw new Error(`not one well-formed document: read to ${end} of ${xml.length}`);
  return root;
}

function decoded(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#\d+);)/.test(text)) throw new Error(`a stray & in ${text.slice(0, 80)}`);
  // https://www.w3.org/TR/xml/#charsets
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text)) throw new Error('a character that XML 1.0 forbids');
  return text.replace(/&(?:#(\d+)|([a-z]+));/g, (_all, code?: string, entity?: string) =>
    code === undefined ? (ENTITIES[entity ?? ''] ?? '') : String.fromCodePoint(Number(code)),
  );
}

/** What of a document breaks the rules; empty when nothing does. */
export function schemaProblems(element: XmlElement, where = element.name): string[] {
  const rule = RULES[element.name];
  if (rule === undefined) return [`${where}: no such element`];
  const allowed = [...rule.required, ...(rule.optional ?? [])];
  const order = element.children.map((child) => rule.children?.indexOf(child.name) ?? -1);
  const time = element.attributes.get('time');
  return [
    ...rule.required.filter((name) => !element.attributes.has(name)).map((name) => `${where}: ${name} is missing`),
    ...[...element.attributes.keys()].filter((name) => !allowed.includes(name)).map((name) => `${where}: ${name} is not allowed`),
    ...(order.some((place, index) => place < (order[index - 1] ?? 0)) ? [`${where}: children out of place`] : []),
    ...(rule.once ?? [])
      .filter((name) => element.children.filter((child) => child.name === name).length > 1)
      .map((name) => `${where}: ${name} twice`),
    ...(rule.text !== true && element.text.trim() !== '' ? [`${where}: text`] : []),
    ...(time !== undefined && !TIME.test(time) ? [`${where}: time ${time}`] : []),
    ...element.children.flatMap((child) => schemaProblems(child, `${where} > ${child.name}`)),
  ];
}
