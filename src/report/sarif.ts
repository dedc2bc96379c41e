import { oneLine, shorten, visible } from './escape/visible.js';
import type { Finding, Report, RunFinding } from './model.js';
import {
  type SarifArtifactLocation,
  type SarifLog,
  type SarifNotification,
  type SarifRegion,
  type SarifResult,
  type SarifRule,
  SOURCE_ROOT,
} from './sarif-model.js';
import { SARIF_LEVELS, sarifRule } from './sarif-rules.js';
import { staysInside } from './source-place.js';
import { count, SEVERITY_RANK } from './words.js';

/**
 * Code scanning rejects a run with more results, and one whose file is larger than this once compressed; what compresses to nothing less than its
 * own size is the worst case, so the limit is kept before compression. Of what it accepts it shows 5,000, which is why the worst come first.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#validating-your-sarif-file
 */
export const SARIF_LIMITS = { results: 25_000, shown: 5_000, bytes: 10_000_000 } as const;

/** UTF-16 units of one message; the JSON report has the whole. */
const MESSAGE_LIMIT = 2000;

/**
 * The name our fingerprints have. Not `primaryLocationLineHash`: that one is computed by the upload from the file's text and compared
 * with the one given (https://github.com/github/codeql-action/blob/main/src/fingerprints.ts).
 */
const FINGERPRINT = 'keeptrustsFinding/v1';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const INFORMATION = 'https://docs.keeptrusts.com/docs/cli/policy-lint';

/**
 * Findings as a SARIF 2.1.0 log with one run: results ranked by severity, file and position, within the limits of GitHub's code scanning,
 * a notification saying what was left out. Suppressed findings are there as suppressed; those of packs that do not count have the property `gate`, and
 * keep their level, because a file tells what is there and code scanning itself what is new. The same findings give the same text.
 * @param findings their `file` relative to the root of the repository.
 * @param revision the commit of the run's repository that the files are of; undefined where they are of no single one.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(report: Report, findings: readonly RunFinding[], revision: string | undefined = report.run?.commit): string {
  // Code scanning rejects the whole file for one result without a place: https://github.com/github/codeql-action/issues/2459
  const ranked = findings.filter(({ file }) => staysInside(file)).toSorted(byRank);
  const rules = rulesOf(ranked);
  const indices = new Map(rules.map((rule, index) => [rule.id, index]));
  const someSuppressed = ranked.some((finding) => finding.suppressed === true);
  const all = ranked
    .slice(0, SARIF_LIMITS.results)
    .map((finding) => resultOf(finding, indices.get(ruleIdOf(finding)) ?? 0, someSuppressed));
  const results = withinBytes(all, SARIF_LIMITS.bytes - Buffer.byteLength(JSON.stringify(rules)) - ENVELOPE_BYTES);
  const notifications = [
    ...(ranked.length === results.length ? [] : [leftOutNotification(ranked.length - results.length, results.length)]),
    ...(findings.length === ranked.length ? [] : [unplacedNotification(findings.length - ranked.length)]),
  ];
  const log = logOf(repositoryOf(report, revision), { report, rules, results, notifications });
  return `${JSON.stringify(log)}\n`;
}

/** Room for everything of the log but rules and results. */
const ENVELOPE_BYTES = 20_000;

interface Parts {
  readonly report: Report;
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
  readonly notifications: readonly SarifNotification[];
}

function logOf(repository: Provenance | undefined, { report, rules, results, notifications }: Parts): SarifLog {
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, informationUri: INFORMATION, rules } },
        invocations: [
          {
            executionSuccessful: report.failure === undefined,
            ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
          },
        ],
        ...(repository !== undefined && { versionControlProvenance: [repository] }),
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function leftOutNotification(leftOut: number, kept: number): SarifNotification {
  const text = `Left out to stay within the limits of code scanning: ${count(leftOut, 'result')}, the least severe. The ${kept} worst are here; the JSON report has all.`;
  return { level: 'warning', message: { text } };
}

function unplacedNotification(number: number): SarifNotification {
  const text = `Left out because they lie outside the repository: ${count(number, 'result')}. The JSON report has all.`;
  return { level: 'warning', message: { text } };
}

type Provenance = NonNullable<SarifLog['runs'][0]['versionControlProvenance']>[number];

function repositoryOf({ run }: Report, revision: string | undefined): Provenance | undefined {
  const end = run === undefined ? -1 : run.url.indexOf(`/${run.repository}/actions/runs/`);
  if (run === undefined || end < 0 || revision === undefined) return undefined;
  return {
    repositoryUri: encodeURI(`${run.url.slice(0, end)}/${run.repository}`),
    revisionId: revision,
    mappedTo: { uriBaseId: SOURCE_ROOT },
  };
}

/** The rules that have results, in the order of their ids; unlike a finding's message, their texts are ours. */
function rulesOf(findings: readonly Finding[]): readonly SarifRule[] {
  return [...new Set(findings.map(ruleIdOf))].toSorted().map(sarifRule);
}

function resultOf(finding: RunFinding, ruleIndex: number, someSuppressed: boolean): SarifResult {
  const location = artifactOf(finding.file);
  const { fix } = finding;
  return {
    ruleId: ruleIdOf(finding),
    ruleIndex,
    level: SARIF_LEVELS[finding.severity],
    message: { text: messageText(finding) },
    locations: [{ physicalLocation: { artifactLocation: location, region: regionOf(finding) } }],
    partialFingerprints: { [FINGERPRINT]: finding.fingerprint },
    ...(fix !== undefined &&
      finding.suppressed !== true && {
        fixes: [
          {
            artifactChanges: [
              {
                artifactLocation: location,
                replacements: [
                  { deletedRegion: { charOffset: fix.offset, charLength: fix.length }, insertedContent: { text: wellFormed(fix.text) } },
                ],
              },
            ],
          },
        ],
      }),
    // Section 3.27.23: when one result of a run has the property, all have it.
    ...(someSuppressed && { suppressions: suppressionsOf(finding) }),
    properties: propertiesOf(finding),
  };
}

/** `justification` is the reason its author gave in the comment: section 3.35.4. */
function suppressionsOf({ suppressed, suppressionReason }: Finding): NonNullable<SarifResult['suppressions']> {
  if (suppressed !== true) return [];
  return [{ kind: 'inSource', ...(suppressionReason !== undefined && { justification: plain(suppressionReason) }) }];
}

function propertiesOf({ engine, code, path, existing }: RunFinding): Readonly<Record<string, string>> {
  return {
    engine,
    ...(existing === true && { gate: 'existing' }),
    ...(code !== undefined && { code: plain(code) }),
    ...(path !== undefined && { path: plain(path) }),
  };
}

/**
 * Messages are plain text in which a bracketed text before a parenthesis is a link and a number in braces a placeholder (sections 3.11.5
 * and 3.11.6): in untrusted text neither may be.
 */
function messageText({ message, help }: Finding): string {
  const text = [message, ...(help === undefined ? [] : [help])].map(plain).join('\n');
  return text.replaceAll('](', '] (').replace(/\{(?=\d+\})/g, '{ ');
}

function ruleIdOf({ ruleId }: Finding): string {
  return plain(ruleId);
}

function plain(text: string): string {
  return visible(oneLine(shorten(text, MESSAGE_LIMIT)));
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

function artifactOf(file: string): SarifArtifactLocation {
  return { uri: wellFormed(file).split('/').map(encodeURIComponent).join('/'), uriBaseId: SOURCE_ROOT };
}

/**
 * Code scanning shows no result without a line, so what concerns a whole file stands on its first. It shows an alert in a pull request only
 * when all its lines are in the diff, so an end before the first character of a line leaves that line out.
 */
function regionOf({ range }: Finding): SarifRegion {
  if (range === undefined) return { startLine: 1 };
  const { start, end } = range;
  const whole = end.column === 1 && end.line > start.line;
  if (!whole && (end.line > start.line || end.column >= start.column)) {
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }
  const endLine = whole ? end.line - 1 : start.line;
  return { startLine: start.line, startColumn: start.column, ...(endLine > start.line && { endLine }) };
}

function withinBytes(results: readonly SarifResult[], budget: number): readonly SarifResult[] {
  let left = budget;
  const end = results.findIndex((result) => {
    left -= Buffer.byteLength(JSON.stringify(result)) + 1;
    return left < 0;
  });
  return end < 0 ? results : results.slice(0, end);
}

/** Open before suppressed, what counts before what does not, then the worst first. */
function byRank(a: RunFinding, b: RunFinding): number {
  return (
    Number(a.suppressed === true) - Number(b.suppressed === true) ||
    Number(a.existing === true) - Number(b.existing === true) ||
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    compare(a.file, b.file) ||
    (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) ||
    (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
