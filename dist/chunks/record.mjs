import { At as digestOf, Gn as writeAtomically, Xn as readRunContext, ar as redactReport, hr as shorten, mr as oneLine, rr as createRedactor, sr as Secret, tr as messageOf, vr as visible } from "./core.mjs";
import { n as repositoryOf } from "./past.mjs";
const { join } = process.getBuiltinModule("node:path");
const { createHash } = process.getBuiltinModule("node:crypto");

// src/github/api.ts
const ATTEMPT_MS = 5e3;
const TOTAL_MS = 1e4;
const PAGE_SIZE = 100;
const MOST_PAGES = 10;
const MOST_BYTES = 8388608;
const HEADERS = {
	accept: "application/vnd.github+json",
	"x-github-api-version": "2022-11-28"
};
const REASON_LIMIT = 300;
function createGitHubApi({ http, apiUrl, token, signal }) {
	async function list(path) {
		if (signal.aborted) return { unread: "the run was cancelled" };
		try {
			const outcome = await (await http()).get(`${apiUrl.replace(/\/+$/, "")}${path}`, {
				headers: HEADERS,
				attemptTimeoutMs: ATTEMPT_MS,
				totalTimeoutMs: TOTAL_MS,
				maxBytes: MOST_BYTES,
				retry: "reads",
				bearer: {
					token,
					origin: new URL(apiUrl).origin
				},
				signal
			});
			if (outcome.kind === "unreachable") return { unread: `GitHub's API does not answer: ${outcome.reason}` };
			if (outcome.status !== 200) return { unread: refusal(outcome) };
			const value = JSON.parse(outcome.body.toString("utf8"));
			return Array.isArray(value) ? value.map((one) => fieldsOf(one) ?? {}) : { unread: "GitHub's answer is no list" };
		} catch (error) {
			return { unread: messageOf(error) };
		}
	}
	return {
		list,
		pages: async (path) => {
			const all = [];
			for (let page = 1; page <= MOST_PAGES; page += 1) {
				const found = await list(`${path}?per_page=${PAGE_SIZE}&page=${page}`);
				if ("unread" in found) return found;
				all.push(...found);
				if (found.length < PAGE_SIZE) return all;
			}
			return { unread: `there are more than 1000` };
		}
	};
}
function fieldsOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : void 0;
}
function textOf(value) {
	return typeof value === "string" && value !== "" ? value : void 0;
}
function loginOf(account) {
	return textOf(fieldsOf(account)?.login) ?? { unread: "GitHub names no account" };
}
function refusal({ status, headers, body }) {
	const said = textOf(messageIn(body));
	const needed = textOf(headers["x-accepted-github-permissions"]);
	const parts = [
		`GitHub's API answered HTTP ${status}`,
		...said === void 0 ? [] : [`: ${said}`],
		...needed === void 0 || status !== 403 && status !== 404 ? [] : [` (it asks for the permission ${needed})`]
	];
	return shorten(oneLine(visible(parts.join(""))), REASON_LIMIT);
}
function messageIn(body) {
	try {
		return fieldsOf(JSON.parse(body.toString("utf8")))?.message;
	} catch {
		return;
	}
}

// src/github/change.ts
async function readChange(api, repository, commit) {
	const base = repositoryPath(repository);
	const [author, pullRequests] = await Promise.all([readAuthor(api, base, commit), readPullRequests(api, base, commit)]);
	return {
		commit,
		author,
		pullRequests
	};
}
function repositoryPath(repository) {
	return `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
}
async function readAuthor(api, base, commit) {
	const found = await api.list(`${base}/commits?sha=${encodeURIComponent(commit)}&per_page=1`);
	if ("unread" in found) return found;
	const [first] = found;
	return first === void 0 ? { unread: "GitHub does not know the commit" } : authorOf(first);
}
function authorOf({ author, commit }) {
	const inGit = fieldsOf(fieldsOf(commit)?.author) ?? {};
	const signature = fieldsOf(fieldsOf(commit)?.verification);
	const verified = signature?.verified;
	return {
		login: loginOf(author),
		name: textOf(inGit.name) ?? NOT_SAID,
		authoredAt: textOf(inGit.date) ?? NOT_SAID,
		verification: typeof verified === "boolean" ? {
			verified,
			reason: textOf(signature?.reason) ?? ""
		} : NOT_SAID
	};
}
async function readPullRequests(api, base, commit) {
	const pulls = await api.pages(`${base}/commits/${encodeURIComponent(commit)}/pulls`);
	if ("unread" in pulls) return pulls;
	const numbered = pulls.flatMap((pull) => typeof pull.number === "number" ? [{
		number: pull.number,
		pull
	}] : []);
	if (numbered.length < pulls.length) return { unread: "GitHub's list of pull requests holds one without a number" };
	return Promise.all(numbered.map(({ number, pull }) => readPullRequest(api, base, number, pull)));
}
async function readPullRequest(api, base, number, pull) {
	const reviews = await api.pages(`${base}/pulls/${number}/reviews`);
	return {
		number,
		url: textOf(pull.html_url) ?? NOT_SAID,
		author: loginOf(pull.user),
		mergedAt: textOf(pull.merged_at) ?? null,
		base: textOf(fieldsOf(pull.base)?.ref) ?? NOT_SAID,
		head: textOf(fieldsOf(pull.head)?.sha) ?? NOT_SAID,
		reviews: "unread" in reviews ? reviews : reviews.map(reviewOf)
	};
}
function reviewOf(review) {
	return {
		by: loginOf(review.user),
		state: textOf(review.state) ?? "",
		submittedAt: textOf(review.submitted_at) ?? NOT_SAID,
		commit: textOf(review.commit_id) ?? NOT_SAID
	};
}
const NOT_SAID = { unread: "GitHub does not say" };

// src/github/approvals.ts
async function readApprovals(api, repository, runId) {
	const answer = await api.list(`${repositoryPath(repository)}/actions/runs/${encodeURIComponent(runId)}/approvals`);
	return "unread" in answer ? answer : answer.map(approvalOf);
}
function approvalOf({ environments, state, user, comment }) {
	return {
		environments: Array.isArray(environments) ? environments.flatMap((one) => textOf(fieldsOf(one)?.name) ?? []) : [],
		state: textOf(state) ?? "",
		by: loginOf(user),
		comment: textOf(comment) ?? ""
	};
}

// src/report/release-model.ts
const RELEASE_RECORD_TYPE = "urn:keeptrusts-policy-action:release-record:1";

// src/report/release-record.ts
function releaseRecord(facts) {
	const { report } = facts;
	const deploy = report.stages.find((stage) => stage.stage === "deploy");
	const verify = report.stages.find((stage) => stage.stage === "verify");
	return {
		schemaVersion: 1,
		predicateType: RELEASE_RECORD_TYPE,
		tool: report.tool,
		emulated: report.emulated === true,
		recordedAt: facts.recordedAt.toISOString(),
		result: report.result,
		failure: report.failure ?? null,
		policy: policyOf(deploy, facts.committed),
		tests: testsOf$1(facts.tests),
		settings: {
			digest: hashed(canonical(facts.settings)),
			values: facts.settings
		},
		kt: ktOf(report.engines),
		run: report.run ?? unread("this run was not started by GitHub Actions"),
		rollbackTo: deploy?.rollbackTo ?? null,
		change: facts.change,
		approvals: facts.approvals,
		validation: deploy?.validation === void 0 ? unread("the file was not validated in this run") : validationOf(deploy.validation),
		deploy: deploy === void 0 ? unread(whyNoDeploy(report)) : deployOf(deploy),
		verify: verify === void 0 ? unread("verify did not run in this step") : verifyOf(verify),
		emergency: deploy?.emergency ?? null,
		bypasses: deploy?.bypasses ?? [],
		overrides: report.overridden ?? []
	};
}
function serializeRecord(record) {
	return `${JSON.stringify(record, null, 2)}\n`;
}
function unread(reason) {
	return { unread: reason };
}
function whyNoDeploy({ failure }) {
	return failure === void 0 ? "the run ended before deploy began" : `the run ended before deploy could report: ${failure.message}`;
}
function digestSet(digest) {
	return { sha256: digest.replace(/^sha256:/, "") };
}
function hashed(content) {
	return { sha256: createHash("sha256").update(content).digest("hex") };
}
function policyOf(deploy, committed) {
	if (deploy?.digest === void 0) return unread("the policy file was not read");
	const { file: name, digest, pack = unread("the file names no pack with a version") } = deploy;
	return {
		name,
		digest: digestSet(digest),
		pack,
		committed
	};
}
function testsOf$1(tests) {
	if ("unread" in tests) return tests;
	const files = tests.map(({ name, bytes }) => ({
		name,
		digest: hashed(bytes)
	})).toSorted((one, other) => one.name < other.name ? -1 : 1);
	return {
		digest: hashed(files.map(({ name, digest }) => `${digest.sha256}  ${name}\n`).join("")),
		files
	};
}
function canonical(values) {
	return JSON.stringify(Object.fromEntries(Object.entries(values).sort(([one], [other]) => one < other ? -1 : 1)));
}
function ktOf(engines) {
	const found = engines.filter(({ name }) => name === "kt");
	if (found.length === 0) return unread("kt was not started");
	return found.map(({ name: _kt, sha256: hash, ...engine }) => ({
		...engine,
		sha256: hash ?? unread("the executable was not hashed")
	}));
}
function validationOf({ result, findings, tests, coverage }) {
	const open = findings.filter(({ suppressed }) => suppressed !== true);
	const number = (wanted) => open.filter(({ severity }) => severity === wanted).length;
	const { passed, failed, undecided } = tests;
	return {
		result,
		findings: {
			error: number("error"),
			warning: number("warning"),
			info: number("info")
		},
		suppressions: findings.filter(({ suppressed }) => suppressed === true).map(suppressionOf),
		tests: {
			passed,
			failed,
			undecided
		},
		coverage: coverage?.share ?? unread(coverage === void 0 ? "no test measured it" : "no entry of the chain can decide anything")
	};
}
function suppressionOf({ ruleId, severity, message, file, range }) {
	return {
		ruleId,
		severity,
		message,
		file,
		...range !== void 0 && { line: range.start.line }
	};
}
function deployOf(deploy) {
	const { result, reason, startedAt, durationMs, phase, plan, waves, canary, gateways, takenBack, warnings } = deploy;
	return {
		result,
		reason,
		startedAt,
		durationMs,
		phase,
		plan: plan === void 0 ? unread(`deploy ended before it had a plan: ${reason.summary}`) : planOf(plan),
		waves,
		canary,
		gateways: gateways.map((gateway) => gatewayOf(gateway, NOT_READ_BY_DEPLOY)),
		takenBack: takenBack ?? null,
		warnings
	};
}
function planOf(plan) {
	const before = (gateway) => gateway.before ?? unread(gateway.action === "not-read" ? "nothing was asked of the gateway" : "what it serves could not be read");
	return {
		...plan,
		gateways: plan.gateways.map((gateway) => ({
			...gateway,
			before: before(gateway)
		}))
	};
}
function verifyOf({ result, reason, startedAt, durationMs, warnings, gateways }) {
	return {
		result,
		reason,
		startedAt,
		durationMs,
		warnings,
		gateways: gateways.map((gateway) => gatewayOf(gateway, NOT_READ_BY_VERIFY))
	};
}
const NOT_READ_BY_DEPLOY = {
	before: "what it served before was not read",
	events: "deploy asks for no decision events of a gateway; verify does"
};
const NOT_READ_BY_VERIFY = {
	before: "verify looks at the present only",
	events: "no decision events were asked for"
};
function gatewayOf(gateway, reasons) {
	const { before, after, health, events, ...rest } = gateway;
	return {
		...rest,
		before: before ?? unread(reasons.before),
		after: after ?? unread(gateway.state === "untouched" ? "this run did not write to it" : "what it serves could not be read"),
		health: health ?? unread("its health was not asked for"),
		events: events ?? unread(reasons.events)
	};
}

// src/run/release-record.ts
async function writeReleaseRecord(path, sources, place) {
	const own = createRedactor(Object.values(sources.options).filter((value) => value instanceof Secret));
	const { secrets } = place.surroundings;
	const redact = secrets === void 0 ? own : (text) => secrets.redact(own(text));
	const facts = {
		report: sources.report,
		recordedAt: place.surroundings.clock.now(),
		settings: settingsOf(sources.options, redact),
		tests: testsOf(sources),
		committed: await readCommitted(sources, place),
		...await readGitHub(sources, place)
	};
	const text = serializeRecord(redactReport(releaseRecord(facts), redact));
	writeAtomically(path, text);
	return {
		path,
		sha256: createHash("sha256").update(text).digest("hex")
	};
}
function settingsOf(options, redact) {
	return Object.fromEntries(Object.entries(options).flatMap(([name, value]) => {
		if (value === void 0 || value instanceof Secret) return [];
		if (typeof value === "number" || typeof value === "boolean") return [[name, value]];
		return [[name, typeof value === "string" ? redact(value) : value.map(redact)]];
	}));
}
function testsOf({ tests, options }) {
	if (options.tests === "false") return { unread: "tests were switched off (tests: false)" };
	return tests?.map(({ names, bytes }) => ({
		name: names.workspaceFile,
		bytes
	})) ?? { unread: "the run ended before tests were read" };
}
async function readCommitted({ report }, { surroundings }) {
	const deploy = report.stages.find((stage) => stage.stage === "deploy");
	const commit = deploy?.rollbackTo?.commit ?? report.run?.commit;
	if (deploy?.digest === void 0) return { unread: "the policy file was not read" };
	if (commit === void 0) return { unread: "this run was not started by GitHub Actions, so that no commit is named" };
	const { workspaceRoot } = surroundings;
	const repository = await repositoryOf(join(workspaceRoot, deploy.file), workspaceRoot, surroundings);
	if (repository.kind === "none") return { unread: repository.reason };
	try {
		const [bytes] = await repository.git.filesAt(commit, [repository.name]);
		if (bytes === void 0) return { unread: "this clone has no such commit, or the commit no such file" };
		return {
			commit,
			same: digestOf(bytes) === deploy.digest
		};
	} catch (error) {
		return { unread: messageOf(error) };
	}
}
async function readGitHub({ report, options }, { surroundings, network }) {
	const { run } = report;
	const runId = surroundings.environment.GITHUB_RUN_ID;
	const token = options["github-token"];
	const neither = (reason) => ({
		change: reason,
		approvals: reason
	});
	if (run === void 0 || runId === void 0) return neither({ unread: "this run was not started by GitHub Actions" });
	if (token === void 0) return neither({ unread: "there is no github-token" });
	const api = createGitHubApi({
		http: () => network.http(),
		apiUrl: readRunContext(surroundings.environment).apiUrl,
		token,
		signal: surroundings.signal
	});
	const deploy = report.stages.find((stage) => stage.stage === "deploy");
	const [change, approvals] = await Promise.all([readChange(api, run.repository, deploy?.rollbackTo?.commit ?? run.commit), readApprovals(api, run.repository, runId)]);
	return {
		change,
		approvals
	};
}

export { writeReleaseRecord as t };