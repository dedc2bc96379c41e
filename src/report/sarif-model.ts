/**
 * The part of SARIF 2.1.0 that this project writes.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

export interface SarifMessage {
  readonly text: string;
  readonly markdown?: string;
}

export interface SarifArtifactLocation {
  readonly uri: string;
  readonly uriBaseId: typeof SOURCE_ROOT;
}

/** Lines and columns count from 1, `endColumn` is exclusive; a region of an edit counts characters from 0. */
export interface SarifRegion {
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly charOffset?: number;
  readonly charLength?: number;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: SarifArtifactLocation; readonly region: SarifRegion };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly artifactLocation: SarifArtifactLocation;
      readonly replacements: readonly { readonly deletedRegion: SarifRegion; readonly insertedContent: { readonly text: string } }[];
    }[];
  }[];
  readonly suppressions?: readonly { readonly kind: 'inSource'; readonly justification?: string }[];
  readonly properties: Readonly<Record<string, string>>;
}

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: SarifMessage;
  readonly fullDescription: SarifMessage;
  readonly help: SarifMessage;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[]; readonly 'problem.severity': 'error' | 'warning' | 'recommendation' };
}

export interface SarifNotification {
  readonly level: SarifLevel;
  readonly message: SarifMessage;
}

export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly version: string;
          readonly informationUri: string;
          readonly rules: readonly SarifRule[];
        };
      };
      readonly invocations: readonly [
        { readonly executionSuccessful: boolean; readonly toolExecutionNotifications?: readonly SarifNotification[] },
      ];
      readonly versionControlProvenance?: readonly {
        readonly repositoryUri: string;
        readonly revisionId: string;
        readonly mappedTo: { readonly uriBaseId: typeof SOURCE_ROOT };
      }[];
      readonly columnKind: 'utf16CodeUnits';
      readonly results: readonly SarifResult[];
    },
  ];
}

/** The root of the Git repository, under the name CodeQL and code scanning use for it. */
export const SOURCE_ROOT = '%SRCROOT%';
