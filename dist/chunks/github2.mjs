import { r as __toESM } from "./rolldown-runtime.mjs";
import { Cn as SEVERITY_RANK, D as readPayload, E as fieldsOf, En as count, Fn as toneOf, Hn as visible, On as headlineOf, Rn as oneLine, Vt as sha256, d as markdownLink, f as markdownText, l as codeSpan, ln as Failure, r as placedFindings, st as readAuthorities, un as messageOf, zn as shorten } from "./core.mjs";
import { _ as retryDelayMs, g as retryAfterMs } from "./gateways.mjs";
import { a as canarySection, c as nextSteps, d as createPage, f as repositoryLink, i as gatewaySections, l as resultLine, o as packSections, p as sourceLink, r as doctorSection, s as emulatedBanner, u as collapsed } from "./summary.mjs";
const { resolve } = process.getBuiltinModule("node:path");

// src/github/asking.ts
const ATTEMPTS = 4;
const UNSTATED_PAUSE_MS = 6e4;
async function ask(request, patience) {
	for (let attempt = 1;; attempt++) try {
		return await request.send();
	} catch (error) {
		const fault = faultOf(error, patience.clock.now());
		patience.log.debug(`GitHub: ${request.doing}, attempt ${attempt}: ${messageOf(error)}`);
		if (fault.kind === "final" || patience.signal.aborted || attempt >= ATTEMPTS) throw error;
		const pause = retryDelayMs(attempt, patience.random(), fault.askedMs);
		if (patience.clock.elapsed() + pause >= patience.deadline) throw error;
		await patience.clock.sleep(pause, patience.signal);
		if (fault.kind !== "unclear" || request.found === void 0) continue;
		const found = await ask({
			doing: `looking whether ${request.doing} took effect`,
			send: request.found
		}, patience);
		if (found !== void 0) return found;
	}
}
function faultOf(error, now) {
	const answer = answerOf(error);
	if (answer === void 0) return { kind: "unclear" };
	const { status, headers } = answer;
	const asked = retryAfterMs(headers, now) ?? resetMs(headers, now);
	if (status === 429 || status === 403 && (asked !== void 0 || /rate limit/i.test(messageOf(error)))) return {
		kind: "refused",
		askedMs: asked ?? UNSTATED_PAUSE_MS
	};
	if (status === 408 || status >= 500) return {
		kind: "unclear",
		...asked !== void 0 && { askedMs: asked }
	};
	return { kind: "final" };
}
function resetMs(headers, now) {
	if (headers["x-ratelimit-remaining"] !== "0") return void 0;
	const seconds = Number(headers["x-ratelimit-reset"]);
	return Number.isFinite(seconds) ? Math.max(0, seconds * 1e3 - now.getTime()) : UNSTATED_PAUSE_MS;
}
function answerOf(error) {
	if (!isRecord(error) || typeof error.status !== "number" || !isRecord(error.response)) return void 0;
	const headers = isRecord(error.response.headers) ? error.response.headers : {};
	const texts = Object.entries(headers).flatMap(([name, value]) => typeof value === "string" || typeof value === "number" ? [[name.toLowerCase(), String(value)]] : []);
	return {
		status: error.status,
		headers: Object.fromEntries(texts)
	};
}
function isRecord(value) {
	return typeof value === "object" && value !== null;
}

// src/github/check-annotations.ts
const MESSAGE_LIMIT = 16e3;
const TITLE_LIMIT$1 = 255;
const LEVELS = {
	error: "failure",
	warning: "warning",
	info: "notice"
};
function checkAnnotations(findings) {
	return findings.filter((finding) => finding.suppressed !== true && isInRepository(finding.file)).toSorted(byRank).map(annotationOf);
}
function annotationOf({ file, severity, ruleId, code, message, help, docs, range }) {
	const lines = [
		message,
		help,
		docs
	].filter((part) => part !== void 0).map((part) => oneLine(visible(part)));
	return {
		path: visible(file),
		...placeOf(range),
		annotation_level: LEVELS[severity],
		message: shorten(lines.join("\n"), MESSAGE_LIMIT),
		title: shorten(oneLine(visible(code === void 0 ? ruleId : `${ruleId} (${code})`)), TITLE_LIMIT$1)
	};
}
function placeOf(range) {
	if (range === void 0) return {
		start_line: 1,
		end_line: 1
	};
	const { start, end } = range;
	if (end.line === start.line && end.column >= start.column) return {
		start_line: start.line,
		end_line: end.line,
		start_column: start.column,
		end_column: end.column
	};
	const endLine = end.column === 1 ? end.line - 1 : end.line;
	return {
		start_line: start.line,
		end_line: Math.max(start.line, endLine)
	};
}
function isInRepository(file) {
	return file !== "" && !/^([/\\]|[A-Za-z]:)/.test(file) && !file.split("/").includes("..");
}
function byRank(a, b) {
	return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) || (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0);
}

// src/github/check-run.ts
const ANNOTATIONS_PER_REQUEST = 50;
const CHECK_SUMMARY_LIMIT = 65535;
const TITLE_LIMIT = 255;
const WRITE_PAUSE_MS = 1e3;
async function makeCheckRun(client, check, patience) {
	const all = checkAnnotations(check.findings);
	const { owner, repo, name, headCommit, conclusion, externalId, detailsUrl } = check;
	const output = {
		title: check.title.slice(0, TITLE_LIMIT),
		summary: check.summary
	};
	const created = await ask({
		doing: "creating the check run",
		send: async () => {
			const { data } = await client.rest.checks.create({
				owner,
				repo,
				name,
				head_sha: headCommit,
				status: "completed",
				conclusion,
				external_id: externalId,
				output: {
					...output,
					annotations: all.slice(0, 50)
				},
				...detailsUrl !== void 0 && { details_url: detailsUrl }
			});
			return {
				id: data.id,
				url: data.html_url ?? ""
			};
		},
		found: () => findCheckRun(client, check)
	}, patience);
	let annotated = Math.min(all.length, 50);
	while (annotated < all.length && patience.clock.elapsed() + WRITE_PAUSE_MS < patience.deadline && !patience.signal.aborted) {
		const next = Math.min(all.length, annotated + 50);
		const annotations = all.slice(annotated, next);
		if (!await addAnnotations(client, {
			owner,
			repo,
			id: created.id,
			output: {
				...output,
				annotations
			},
			total: next
		}, patience)) break;
		annotated = next;
	}
	return {
		url: created.url,
		annotated,
		left: all.length - annotated
	};
}
async function addAnnotations(client, { owner, repo, id, output, total }, patience) {
	try {
		await patience.clock.sleep(WRITE_PAUSE_MS, patience.signal);
		await ask({
			doing: `adding annotations up to ${total}`,
			send: async () => {
				await client.rest.checks.update({
					owner,
					repo,
					check_run_id: id,
					output
				});
				return true;
			},
			found: async () => {
				const { data } = await client.rest.checks.get({
					owner,
					repo,
					check_run_id: id
				});
				return data.output.annotations_count >= total ? true : void 0;
			}
		}, patience);
		return true;
	} catch (error) {
		patience.log.debug(`GitHub: the annotations up to ${total} could not be added: ${String(error)}`);
		return false;
	}
}
async function findCheckRun(client, { owner, repo, name, headCommit, externalId }) {
	const { data } = await client.rest.checks.listForRef({
		owner,
		repo,
		ref: headCommit,
		check_name: name,
		filter: "all",
		per_page: 100
	});
	const found = data.check_runs.find(({ external_id: id }) => id === externalId);
	return found === void 0 ? void 0 : {
		id: found.id,
		url: found.html_url ?? ""
	};
}

// src/github/comment.ts
const PAGE_LENGTH = 100;
const WORKFLOW_AUTHOR = { login: "github-actions[bot]" };
async function keepComment(client, place, { marker, render }, patience) {
	const author = await authorOf(client, patience);
	const find = () => findComment(client, place, {
		marker,
		author
	}, patience);
	const previous = await find();
	const body = render(previous?.body);
	if (previous === void 0) {
		if (body === void 0) throw new Error("a comment that is not there cannot be newer");
		return {
			kind: "created",
			url: await create(client, place, body, {
				find,
				patience
			})
		};
	}
	if (body === void 0) return {
		kind: "newer",
		url: previous.url
	};
	if (sameText(body, previous.body)) return {
		kind: "unchanged",
		url: previous.url
	};
	const { owner, repo } = place;
	await ask({
		doing: "editing the comment",
		send: () => client.rest.issues.updateComment({
			owner,
			repo,
			comment_id: previous.id,
			body
		})
	}, patience);
	return {
		kind: "updated",
		url: previous.url
	};
}
async function create(client, { owner, repo, pullRequest }, body, { find, patience }) {
	return ask({
		doing: "writing the comment",
		send: async () => (await client.rest.issues.createComment({
			owner,
			repo,
			issue_number: pullRequest,
			body
		})).data.html_url,
		found: async () => (await find())?.url
	}, patience);
}
async function authorOf(client, patience) {
	const send = async () => {
		const { viewer } = await client.graphql("query { viewer { login } }");
		return typeof viewer?.login === "string" ? { login: viewer.login } : WORKFLOW_AUTHOR;
	};
	try {
		return await ask({
			doing: "asking whom the token belongs to",
			send
		}, patience);
	} catch (error) {
		const status = answerOf(error)?.status;
		if (status !== void 0 && status >= 400 && status < 500 && status !== 401) return WORKFLOW_AUTHOR;
		throw error;
	}
}
async function findComment(client, { owner, repo, pullRequest }, { marker, author }, patience) {
	for (let page = 1;; page++) {
		const { data } = await ask({
			doing: `reading page ${page} of the comments`,
			send: () => client.rest.issues.listComments({
				owner,
				repo,
				issue_number: pullRequest,
				per_page: PAGE_LENGTH,
				page
			})
		}, patience);
		if (!Array.isArray(data)) throw new Error("GitHub answered with something else than a list of comments");
		const own = data.find(({ body, user }) => body !== void 0 && firstLine(body) === marker && isBy(user, author));
		if (own !== void 0) return {
			id: own.id,
			body: own.body ?? "",
			url: own.html_url
		};
		if (data.length < PAGE_LENGTH) return void 0;
	}
}
function isBy(user, { login }) {
	if (user === null) return false;
	return user.type === "Bot" ? withoutSuffix(user.login) === withoutSuffix(login) : user.login === login;
}
function withoutSuffix(login) {
	return login.replace(/\[bot\]$/, "");
}
function firstLine(body) {
	return body.split(/\r?\n/, 1)[0]?.trim() ?? "";
}
function sameText(a, b) {
	return a.replaceAll("\r\n", "\n").trimEnd() === b.replaceAll("\r\n", "\n").trimEnd();
}

// src/report/comment.ts
const COMMENT_LIMIT = 65536;
const WORST_SHOWN = 5;
const DETAILS = [
	{
		rows: 1e3,
		extras: true
	},
	{
		rows: 500,
		extras: false
	},
	{
		rows: 200,
		extras: false
	},
	{
		rows: 100,
		extras: false
	},
	{
		rows: 50,
		extras: false
	},
	{
		rows: 20,
		extras: false
	},
	{
		rows: 0,
		extras: false
	}
];
const LONGEST_KEY = 100;
function commentMarker(action, key = "") {
	const encoded = encodeURIComponent(key.replace(/\p{Cs}/gu, "�")).replaceAll("-", "%2D");
	return `<!-- keeptrusts-policy:${action}:${encoded.length > LONGEST_KEY ? sha256(new TextEncoder().encode(key)) : encoded} -->`;
}
function renderComment(report, marker, previous) {
	const before = readState(previous);
	const now = stateOf(report);
	if (before !== void 0 && (before.run > now.run || before.run === now.run && before.attempt > now.attempt)) return void 0;
	const resolved = now.tone === "good" && before !== void 0 && before.tone !== "good";
	const top = [
		marker,
		writeState(now),
		resultLine(report),
		...emulatedBanner(report),
		...resolved ? RESOLVED : []
	];
	for (const detail of DETAILS) {
		const page = createPage(detail, report.run);
		const stages = report.stages.flatMap((stage) => stageDetails(stage, report, page));
		const text = `${[
			...top,
			...worst(report),
			...nextSteps(report),
			...stages,
			...leftOutNote(page.leftOut(), report),
			...footer(report)
		].join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
		if (text.length <= 65536) return text;
	}
	return `${[
		...top,
		...leftOutNote(["everything else"], report),
		...footer(report)
	].join("\n")}\n`;
}
const RESOLVED = [
	"",
	"**Resolved:** the run that reported here before ended otherwise; this one found nothing to hold it back.",
	""
];
const STATE_LINE = /^<!-- keeptrusts-policy-state:(good|doubtful|bad):(\d{1,15})\/(\d{1,9}) -->$/;
function stateOf(report) {
	const id = /\/actions\/runs\/(\d{1,15})\/attempts\/\d+$/.exec(report.run?.url ?? "")?.[1];
	return {
		tone: toneOf(report.result),
		run: Number(id ?? 0),
		attempt: report.run?.attempt ?? 0
	};
}
function writeState({ tone, run, attempt }) {
	return `<!-- keeptrusts-policy-state:${tone}:${run}/${attempt} -->`;
}
function readState(comment) {
	const [, tone, run, attempt] = STATE_LINE.exec(comment?.split(/\r?\n/, 2)[1]?.trim() ?? "") ?? [];
	if (tone !== "good" && tone !== "doubtful" && tone !== "bad") return void 0;
	return {
		tone,
		run: Number(run),
		attempt: Number(attempt)
	};
}
function worst(report) {
	const packs = packsOf(report);
	const findings = packs.flatMap((pack) => pack.findings).filter((finding) => finding.suppressed !== true && finding.severity !== "info").toSorted((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity]);
	const failed = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.outcome === "failed"));
	const lines = [
		...findings.slice(0, WORST_SHOWN).map((finding) => findingLine(finding, report)),
		...more(findings.length, "finding"),
		...failed.slice(0, WORST_SHOWN).map((one) => testLine(one, report)),
		...more(failed.length, "failed test")
	];
	return lines.length === 0 ? [] : [
		"",
		...lines,
		""
	];
}
function more(all, noun) {
	return all > WORST_SHOWN ? [`- and ${count(all - WORST_SHOWN, `more ${noun}`)} below`] : [];
}
function findingLine({ file, range, severity, ruleId, message, docs }, { run }) {
	const line = range?.start.line;
	return `- ${severity}: ${markdownLink(codeSpan(line === void 0 ? file : `${file}:${line}`), sourceLink(run, file, line))} ${markdownText(message, 300)} (${markdownLink(codeSpan(ruleId), docs)})`;
}
function testLine({ name, file, line, reason }, { run }) {
	const why = reason === void 0 ? "" : `: ${markdownText(reason, 300)}`;
	return `- failed test: ${markdownLink(codeSpan(name), sourceLink(run, file, line))}${why}`;
}
function packsOf({ stages }) {
	const validated = stages.flatMap((stage) => stage.stage === "validate" ? stage.packs : []);
	if (validated.length > 0) return validated;
	return stages.flatMap((stage) => stage.stage === "deploy" && stage.validation !== void 0 ? [stage.validation] : []);
}
function stageDetails(stage, report, page) {
	return collapsed(`${stage.stage}: ${stage.result}`, [
		markdownText(stage.reason.summary),
		"",
		...page.take("warnings", stage.warnings).map((warning) => `- ⚠️ ${markdownText(warning)}`),
		...stageTables(stage, report, page)
	]);
}
function stageTables(stage, report, page) {
	if (stage.stage === "validate") return packSections(stage.packs, page);
	const gateways = gatewaySections(stage.gateways, page);
	if (stage.stage === "verify") return [...gateways, ...doctorSection(stage.doctor, page)];
	const shown = stage.validation === void 0 || report.stages.some((other) => other.stage === "validate");
	return [
		...gateways,
		...canarySection(stage.canary, page),
		...shown ? [] : packSections([stage.validation], page)
	];
}
function leftOutNote(leftOut, report) {
	if (leftOut.length === 0) return [];
	const where = markdownLink("the summary of the run", report.run?.url);
	return [
		"",
		`Left out, because a comment holds ${count(COMMENT_LIMIT, "character")}: ${leftOut.join(", ")}. See ${where}.`,
		""
	];
}
function footer({ run, tool }) {
	const by = `${markdownText(tool.name)} ${markdownText(tool.version)}`;
	if (run === void 0) return ["", `<sub>${by}</sub>`];
	const repository = repositoryLink(run);
	return ["", `<sub>Commit ${markdownLink(codeSpan(run.commit.slice(0, 12)), repository && `${repository}/commit/${encodeURIComponent(run.commit)}`)}, ${markdownLink(`run attempt ${run.attempt}`, run.url)}, ${by}. Later runs edit this comment.</sub>`];
}

// src/github/client.ts
async function openGitHub({ apiUrl, token, userAgent, fetch, log, signal }) {
	const { origin, protocol, hostname } = new URL(apiUrl);
	if (protocol !== "https:" && ![
		"127.0.0.1",
		"localhost",
		"[::1]"
	].includes(hostname)) {
		const cameBack = `GITHUB_API_URL ${apiUrl} is not encrypted, and the token would travel in the clear`;
		throw new Failure("bad-input", {
			doing: "talking to GitHub",
			cameBack,
			nextStep: "Reach the server by https"
		});
	}
	const guarded = async (url, init) => {
		if (new URL(url).origin === origin) return fetch(url, {
			...init,
			redirect: "error",
			signal
		});
		const cameBack = `the token belongs to ${origin}`;
		throw new Failure("refused", {
			doing: `asking ${new URL(url).origin}`,
			cameBack,
			nextStep: "Report this as a bug"
		});
	};
	const { getOctokit } = await import("./github.mjs");
	const quiet = (text) => log.debug(`GitHub: ${text}`);
	return getOctokit(token.reveal(), {
		baseUrl: apiUrl,
		userAgent,
		request: { fetch: guarded },
		log: {
			debug: quiet,
			info: quiet,
			warn: quiet,
			error: quiet
		}
	});
}

// src/github/pull-request.ts
function pullRequestOf(payload, environment) {
	const { pull_request: pullRequest, issue } = fieldsOf(payload);
	const { number, head, base } = fieldsOf(pullRequest);
	if (isNumber(number)) {
		const headCommit = fieldsOf(head).sha;
		const event = environment.GITHUB_EVENT_NAME ?? "";
		return {
			number,
			readOnlyToken: (isFork(head, base) || environment.GITHUB_ACTOR === "dependabot[bot]") && event.startsWith("pull_request") && event !== "pull_request_target",
			...typeof headCommit === "string" && /^[0-9a-f]{40,64}$/.test(headCommit) && { headCommit }
		};
	}
	const { number: issueNumber, pull_request: ofIssue } = fieldsOf(issue);
	return isNumber(issueNumber) && typeof ofIssue === "object" && ofIssue !== null ? {
		number: issueNumber,
		readOnlyToken: false
	} : void 0;
}
function isFork(head, base) {
	return fieldsOf(fieldsOf(head).repo).id !== fieldsOf(fieldsOf(base).repo).id;
}
function isNumber(value) {
	return Number.isInteger(value) && Number(value) > 0;
}

// src/github/refusal.ts
const ELSEWHERE = "The job summary and the annotations say the same";
function explainRefusal(error, { what, permission, readOnlyToken }) {
	const status = answerOf(error)?.status;
	const cameBack = status === void 0 ? messageOf(error) : `HTTP ${status} ${messageOf(error)}`;
	const said = `${what} could not be written: ${cameBack.replace(/[.\s]+$/, "")}.`;
	if (status === 401) return `${said} Check the token: \`github-token: \${{ github.token }}\` is the job's own. ${ELSEWHERE}.`;
	if (status !== 403 && status !== 404) return `${said} ${ELSEWHERE}.`;
	if (/locked/i.test(cameBack)) return `${said} ${ELSEWHERE}.`;
	if (readOnlyToken) return `${said} The token of a pull request from a fork or by Dependabot can only read, whatever the workflow's permissions say. ${ELSEWHERE}.`;
	return `${said} The token may lack the permission: add \`${permission}\` under \`permissions:\` of the job. ${ELSEWHERE}.`;
}

// src/run/github-fetch.ts
const LARGEST_ANSWER_BYTES = 33554432;
async function openGitHubConnection(environment, options, directory) {
	const caFile = options["ca-file"];
	const { openPool } = await import("./http-pool.mjs");
	const trust = caFile === void 0 ? void 0 : await trustOf(resolve(directory, options["working-directory"] ?? ".", caFile));
	const pool = await openPool({
		proxyEnvironment: environment,
		...trust !== void 0 && { trust }
	});
	const { fetch, Response } = await import("./undici2.mjs").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return {
		fetch: async (url, init) => {
			const lane = pool.take(new URL(url));
			try {
				const answer = await fetch(url, {
					...init,
					dispatcher: lane.dispatcher
				});
				const { status, statusText, headers } = answer;
				const parts = [];
				let bytes = 0;
				for await (const part of answer.body ?? []) {
					bytes += part.length;
					if (bytes > LARGEST_ANSWER_BYTES) throw new Error(`the answer is larger than ${LARGEST_ANSWER_BYTES} bytes`);
					parts.push(part);
				}
				return new Response(status === 204 || status === 205 || status === 304 ? null : Buffer.concat(parts), {
					status,
					statusText,
					headers
				});
			} finally {
				lane.release();
			}
		},
		close: () => pool.close()
	};
}
async function trustOf(path) {
	const text = readAuthorities(path);
	return (await import("./http-certificates.mjs")).trustWith(text);
}

// src/run/tell-github.ts
async function tellGitHub(report, telling) {
	const { options, context, log, environment } = telling;
	const wanted = WRITERS.filter(({ option }) => options[option] === true);
	const token = options["github-token"];
	const { run } = context;
	if (run === void 0) return [`${namesOf(wanted)}: GITHUB_REPOSITORY, GITHUB_SHA or GITHUB_RUN_ID is not set, so there is no place for it`];
	if (token === void 0) {
		const permissions = wanted.map(({ permission }) => `\`${permission}\``).join(" and ");
		return [`${namesOf(wanted)} without a token: add \`github-token: \${{ github.token }}\` to the step, and ${permissions} to the job's permissions`];
	}
	const payload = environment.GITHUB_EVENT_PATH === void 0 ? {} : readPayload(environment.GITHUB_EVENT_PATH);
	const pullRequest = pullRequestOf(payload, environment);
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(/* @__PURE__ */ new Error(`GitHub did not answer within ${telling.budgetMs / 1e3} s`)), telling.budgetMs);
	const patience = {
		clock: telling.clock,
		random: telling.random,
		log,
		deadline: telling.clock.elapsed() + telling.budgetMs,
		signal: abort.signal
	};
	const warnings = [];
	try {
		const connection = await openGitHubConnection(environment, options, telling.workspace);
		try {
			const userAgent = `${report.tool.name}/${report.tool.version}`;
			const client = await openGitHub({
				apiUrl: context.apiUrl,
				token,
				userAgent,
				fetch: connection.fetch,
				log,
				signal: abort.signal
			});
			for (const { what, permission, write } of wanted) try {
				warnings.push(...await write(client, report, {
					...telling,
					run,
					pullRequest,
					patience
				}));
			} catch (error) {
				warnings.push(explainRefusal(error, {
					what,
					permission,
					readOnlyToken: pullRequest?.readOnlyToken ?? false
				}));
			}
		} finally {
			await connection.close();
		}
	} catch (error) {
		warnings.push(`${namesOf(wanted)} could not be written: ${messageOf(error)}`);
	} finally {
		clearTimeout(timer);
	}
	return warnings;
}
const WRITERS = [{
	option: "comment",
	what: "The comment on the pull request",
	permission: "pull-requests: write",
	write: writeComment
}, {
	option: "check-run",
	what: "The check run",
	permission: "checks: write",
	write: writeCheckRun
}];
function namesOf(writers) {
	return writers.map(({ option }) => option).join(" and ");
}
async function writeComment(client, report, scene) {
	const { pullRequest, log, context, entry, options, patience } = scene;
	if (pullRequest === void 0) {
		log.info(`No comment: this run (${context.event ?? "no event"}) belongs to no pull request`);
		return [];
	}
	const { keepComment } = await import("./comment.mjs");
	const { commentMarker, renderComment } = await import("./comment2.mjs");
	const marker = commentMarker(entry, options["comment-key"]);
	const place = {
		...ownerAndName(scene.run),
		pullRequest: pullRequest.number
	};
	const render = (previous) => renderComment(report, marker, previous);
	const { kind, url } = await keepComment(client, place, {
		marker,
		render
	}, patience);
	log.info(kind === "newer" ? `Comment left as it is: a newer run wrote it: ${url}` : `Comment ${kind}: ${url}`);
	return [];
}
async function writeCheckRun(client, report, scene) {
	const { run, pullRequest, entry, options, log, patience, conclusion } = scene;
	const { CHECK_SUMMARY_LIMIT, makeCheckRun } = await import("./check-run.mjs");
	const { renderSummary } = await import("./summary2.mjs");
	const { oneLine, visible } = await import("./visible.mjs");
	const key = options["comment-key"];
	const { verdict, reason } = headlineOf(report);
	const { url, annotated, left } = await makeCheckRun(client, {
		...ownerAndName(run),
		name: [
			"Keeptrusts policy",
			...entry === "root" ? [] : [entry],
			...key === void 0 ? [] : [key]
		].join(": "),
		headCommit: pullRequest?.headCommit ?? run.commit,
		conclusion,
		externalId: [
			run.url,
			entry,
			scene.environment.GITHUB_ACTION ?? "",
			key ?? ""
		].join(" "),
		detailsUrl: run.url,
		title: oneLine(visible(`${verdict}: ${reason}`)),
		summary: renderSummary(report, { budget: CHECK_SUMMARY_LIMIT }),
		findings: await placedFindings(report, scene.workspace)
	}, patience);
	log.info(`Check run with ${count(annotated, "annotation")}: ${url}`);
	if (left === 0) return [];
	return [`The check run shows the ${annotated} worst findings; ${count(left, "annotation")} could not be added in time. The report has all.`];
}
function ownerAndName({ repository }) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		owner,
		repo
	};
}

export { keepComment as a, renderComment as i, COMMENT_LIMIT as n, CHECK_SUMMARY_LIMIT as o, commentMarker as r, makeCheckRun as s, tellGitHub as t };