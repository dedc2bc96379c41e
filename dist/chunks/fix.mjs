import { I as lintPolicy, K as decode } from "./core.mjs";
import { t as parsePolicy } from "./yaml.mjs";
import { n as inlineSuites } from "./cases.mjs";

// src/policy/fix.ts
function applyFixes(text, findings) {
	const edits = findings.flatMap((finding) => finding.fix === void 0 || finding.suppressed === true ? [] : [{
		finding,
		fix: finding.fix
	}]).filter(({ fix }) => isInside(fix, text) && text.slice(fix.offset, fix.offset + fix.length) !== fix.text).sort((a, b) => a.fix.offset - b.fix.offset);
	const applied = [];
	let result = "";
	let from = 0;
	let last;
	for (const { finding, fix } of edits) {
		const again = last !== void 0 && fix.offset === last.offset && fix.length === last.length && fix.text === last.text;
		if (again) applied.push(finding);
		if (again || last !== void 0 && fix.offset <= last.offset + last.length) continue;
		result += text.slice(from, fix.offset) + fix.text;
		from = fix.offset + fix.length;
		applied.push(finding);
		last = fix;
	}
	return {
		text: result + text.slice(from),
		applied
	};
}
function isInside({ offset, length }, text) {
	return offset >= 0 && length >= 0 && offset + length <= text.length;
}
const MOST_PASSES = 5;
function fixAll(text, check) {
	let current = text;
	const applied = [];
	let checked = check(current);
	for (let pass = 0; pass < MOST_PASSES; pass += 1) {
		const next = applyFixes(current, checked.findings);
		if (next.applied.length === 0) break;
		const after = check(next.text);
		if (checked.readable && !after.readable) break;
		applied.push(...next.applied);
		current = next.text;
		checked = after;
	}
	return {
		text: current,
		applied
	};
}

// src/stages/fix-pack.ts
async function fixPack(source, settings, write) {
	const text = decode(source.bytes);
	if (!Buffer.from(text).equals(source.bytes)) return {
		source,
		applied: []
	};
	const fixed = fixAll(text, (current) => {
		const document = parsePolicy(current);
		const tests = settings.tests === "false" ? [] : inlineSuites(document).problems;
		return {
			findings: [...lintPolicy(document, { severities: settings.severities }), ...tests],
			readable: document.value !== void 0
		};
	});
	if (fixed.applied.length === 0) return {
		source,
		applied: []
	};
	const bytes = Buffer.from(fixed.text);
	await write(bytes);
	return {
		source: {
			...source,
			bytes
		},
		applied: fixed.applied
	};
}

export { fixPack as t };