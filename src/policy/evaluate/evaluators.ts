import type { KindEvaluator } from './decision.js';
import { agentFirewall } from './kinds/agent-firewall.js';
import { auditLogger } from './kinds/audit-logger.js';
import { biasMonitor } from './kinds/bias-monitor.js';
import { botDetector } from './kinds/bot-detector.js';
import { casePrivacy } from './kinds/case-privacy.js';
import { citationVerifier } from './kinds/citation-verifier.js';
import { cjisMode } from './kinds/cjis-mode.js';
import { codeSanitizer } from './kinds/code-sanitizer.js';
import { contentExtractor } from './kinds/content-extractor.js';
import { dataRoutingPolicy } from './kinds/data-routing-policy.js';
import { dlpFilter } from './kinds/dlp-filter.js';
import { documentAnalyzer } from './kinds/document-analyzer.js';
import { dualUseFilter } from './kinds/dual-use-filter.js';
import { embeddingDetector } from './kinds/embedding-detector.js';
import { entityListFilter } from './kinds/entity-list-filter.js';
import { euAiAct } from './kinds/eu-ai-act.js';
import { externalModeration } from './kinds/external-moderation.js';
import { financialCompliance } from './kinds/financial-compliance.js';
import { flaggedReview } from './kinds/flagged-review.js';
import { gdprCompliance } from './kinds/gdpr-compliance.js';
import { healthcareCompliance } from './kinds/healthcare-compliance.js';
import { hipaaPhiDetector } from './kinds/hipaa-phi-detector.js';
import { humanOversight } from './kinds/human-oversight.js';
import { itarEarFilter } from './kinds/itar-ear-filter.js';
import { languageValidator } from './kinds/language-validator.js';
import { legalPrivilege } from './kinds/legal-privilege.js';
import { mnpiFilter } from './kinds/mnpi-filter.js';
import { piiDetector } from './kinds/pii-detector.js';
import { promptInjection } from './kinds/prompt-injection.js';
import { qualityScorer } from './kinds/quality-scorer.js';
import { rbac } from './kinds/rbac.js';
import { requestRewriter } from './kinds/request-rewriter.js';
import { responseRewriter } from './kinds/response-rewriter.js';
import { safetyFilter } from './kinds/safety-filter.js';
import { studentPrivacy } from './kinds/student-privacy.js';
import { toolBudget } from './kinds/tool-budget.js';
import { toolSecurity } from './kinds/tool-security.js';
import { toolValidation } from './kinds/tool-validation.js';
import { uplFilter } from './kinds/upl-filter.js';

/** Every policy kind by its name. */
export const EVALUATORS: ReadonlyMap<string, KindEvaluator> = new Map(
  [
    agentFirewall,
    auditLogger,
    biasMonitor,
    botDetector,
    casePrivacy,
    citationVerifier,
    cjisMode,
    codeSanitizer,
    contentExtractor,
    dataRoutingPolicy,
    dlpFilter,
    documentAnalyzer,
    dualUseFilter,
    embeddingDetector,
    entityListFilter,
    euAiAct,
    externalModeration,
    financialCompliance,
    flaggedReview,
    gdprCompliance,
    healthcareCompliance,
    hipaaPhiDetector,
    humanOversight,
    itarEarFilter,
    languageValidator,
    legalPrivilege,
    mnpiFilter,
    piiDetector,
    promptInjection,
    qualityScorer,
    rbac,
    requestRewriter,
    responseRewriter,
    safetyFilter,
    studentPrivacy,
    toolBudget,
    toolSecurity,
    toolValidation,
    uplFilter,
  ].map((evaluator) => [evaluator.kind, evaluator]),
);
