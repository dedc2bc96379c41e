import { Ct as normalPath, Dt as isRuleSeverity, Et as isGatewayId, Mt as shown, Nt as didYouMean, jt as alternatives, kt as parseUrl, vt as packOf } from "./core.mjs";

// build/validators/inventory.mjs
const validate = validate10;
const schema11 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "https://raw.githubusercontent.com/your-org/keeptrusts-policy-action/main/schema/inventory.schema.json",
	"title": "Inventory of gateways and policy packs",
	"description": "`.github/keeptrusts.yml`: the gateways a repository deploys to and the packs it holds. Options of a workflow override it. It names environment variables that hold tokens, and never holds a token.",
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"gateways": {
			"title": "Gateways",
			"description": "Gateways by the id kt knows them by.",
			"type": "object",
			"propertyNames": { "$ref": "#/definitions/gatewayId" },
			"additionalProperties": { "$ref": "#/definitions/gateway" },
			"examples": [{ "gw-staging": {
				"url": "https://staging.gateway.example",
				"environment": "staging"
			} }]
		},
		"packs": {
			"title": "Packs",
			"description": "A list of policy packs and the gateways they go to.",
			"type": "array",
			"items": { "$ref": "#/definitions/pack" }
		},
		"rules": {
			"title": "Rule severities",
			"description": "A map of rule ids to error, warning, info or off.",
			"type": "object",
			"propertyNames": {
				"description": "a rule id: letters, digits and - . / _",
				"pattern": "^[A-Za-z0-9][A-Za-z0-9_./-]*$"
			},
			"additionalProperties": {
				"description": "the severity of the rule's findings",
				"enum": [
					"error",
					"warning",
					"info",
					"off"
				]
			},
			"examples": [{ "unknown-key": "error" }]
		}
	},
	"definitions": {
		"gatewayId": {
			"title": "Gateway id",
			"description": "a gateway id: 1 to 200 characters without white space, comma, slash or =, not starting with -",
			"type": "string",
			"pattern": "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$"
		},
		"variableName": {
			"title": "Name of an environment variable",
			"description": "the name of an environment variable (never the token itself): capital letters, digits and _, and none of the runner's own GITHUB_, ACTIONS_, RUNNER_ or INPUT_",
			"type": "string",
			"pattern": "^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$",
			"examples": ["KEEPTRUSTS_EU_API_TOKEN"]
		},
		"url": {
			"title": "URL",
			"description": "an http:// or https:// URL without user, password, query and fragment",
			"type": "string",
			"pattern": "^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$"
		},
		"label": {
			"title": "Label",
			"description": "one line of 1 to 200 characters",
			"type": "string",
			"pattern": "^[^\\p{C}]{1,200}$"
		},
		"path": {
			"title": "Path",
			"description": "a relative path with /, without .., glob characters or a leading !",
			"type": "string",
			"pattern": "^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$",
			"examples": ["policies/support-desk/policy-config.yaml"]
		},
		"gateway": {
			"title": "Gateway",
			"description": "a map of what is known of one gateway",
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"url": { "$ref": "#/definitions/url" },
				"environment": { "$ref": "#/definitions/label" },
				"api-url": { "$ref": "#/definitions/url" },
				"api-token-env": { "$ref": "#/definitions/variableName" },
				"gateway-token-env": { "$ref": "#/definitions/variableName" },
				"ca-file": { "$ref": "#/definitions/path" },
				"owner": { "$ref": "#/definitions/label" },
				"wave": {
					"title": "Wave",
					"description": "a whole number from 1 to 100: gateways of a lower wave get a policy first, those without one last",
					"type": "integer",
					"minimum": 1,
					"maximum": 100
				}
			},
			"examples": [{
				"url": "https://gateway.eu.example",
				"environment": "production",
				"api-url": "https://api.eu.example",
				"api-token-env": "KEEPTRUSTS_EU_API_TOKEN",
				"gateway-token-env": "KEEPTRUSTS_EU_GATEWAY_TOKEN",
				"owner": "platform-team",
				"wave": 1
			}]
		},
		"pack": {
			"title": "Pack",
			"description": "a map that names a policy file and where it goes",
			"type": "object",
			"required": ["file"],
			"additionalProperties": false,
			"properties": {
				"file": { "$ref": "#/definitions/path" },
				"staging": { "$ref": "#/definitions/gatewayId" },
				"gateways": {
					"title": "Production gateways",
					"description": "a list of different gateway ids",
					"type": "array",
					"uniqueItems": true,
					"items": { "$ref": "#/definitions/gatewayId" }
				},
				"tests": {
					"title": "Behaviour tests",
					"description": "what the option tests says for this pack: true, false or required",
					"enum": [
						true,
						false,
						"required"
					]
				},
				"owner": { "$ref": "#/definitions/label" }
			},
			"examples": [{
				"file": "policy-config.yaml",
				"staging": "gw-staging",
				"gateways": ["gw-eu", "gw-us"],
				"owner": "platform-team"
			}]
		}
	}
};
const schema12 = {
	"title": "Gateway id",
	"description": "a gateway id: 1 to 200 characters without white space, comma, slash or =, not starting with -",
	"type": "string",
	"pattern": "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$"
};
const pattern0 = new RegExp("^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$", "u");
const pattern12 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_./-]*$", "u");
const schema13 = {
	"title": "Gateway",
	"description": "a map of what is known of one gateway",
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"url": { "$ref": "#/definitions/url" },
		"environment": { "$ref": "#/definitions/label" },
		"api-url": { "$ref": "#/definitions/url" },
		"api-token-env": { "$ref": "#/definitions/variableName" },
		"gateway-token-env": { "$ref": "#/definitions/variableName" },
		"ca-file": { "$ref": "#/definitions/path" },
		"owner": { "$ref": "#/definitions/label" },
		"wave": {
			"title": "Wave",
			"description": "a whole number from 1 to 100: gateways of a lower wave get a policy first, those without one last",
			"type": "integer",
			"minimum": 1,
			"maximum": 100
		}
	},
	"examples": [{
		"url": "https://gateway.eu.example",
		"environment": "production",
		"api-url": "https://api.eu.example",
		"api-token-env": "KEEPTRUSTS_EU_API_TOKEN",
		"gateway-token-env": "KEEPTRUSTS_EU_GATEWAY_TOKEN",
		"owner": "platform-team",
		"wave": 1
	}]
};
const schema14 = {
	"title": "URL",
	"description": "an http:// or https:// URL without user, password, query and fragment",
	"type": "string",
	"pattern": "^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$"
};
const schema15 = {
	"title": "Label",
	"description": "one line of 1 to 200 characters",
	"type": "string",
	"pattern": "^[^\\p{C}]{1,200}$"
};
const schema17 = {
	"title": "Name of an environment variable",
	"description": "the name of an environment variable (never the token itself): capital letters, digits and _, and none of the runner's own GITHUB_, ACTIONS_, RUNNER_ or INPUT_",
	"type": "string",
	"pattern": "^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$",
	"examples": ["KEEPTRUSTS_EU_API_TOKEN"]
};
const schema19 = {
	"title": "Path",
	"description": "a relative path with /, without .., glob characters or a leading !",
	"type": "string",
	"pattern": "^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$",
	"examples": ["policies/support-desk/policy-config.yaml"]
};
const pattern1 = new RegExp("^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$", "u");
const pattern2 = new RegExp("^[^\\p{C}]{1,200}$", "u");
const pattern4 = new RegExp("^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$", "u");
const pattern6 = new RegExp("^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$", "u");
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "url" || key0 === "environment" || key0 === "api-url" || key0 === "api-token-env" || key0 === "gateway-token-env" || key0 === "ca-file" || key0 === "owner" || key0 === "wave")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema13,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.url !== void 0) {
			let data0 = data.url;
			if (typeof data0 === "string") {
				if (!pattern1.test(data0)) {
					const err1 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/definitions/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$" },
						message: "must match pattern \"^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$\"",
						schema: "^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$",
						parentSchema: schema14,
						data: data0
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/url",
					schemaPath: "#/definitions/url/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema14.type,
					parentSchema: schema14,
					data: data0
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.environment !== void 0) {
			let data1 = data.environment;
			if (typeof data1 === "string") {
				if (!pattern2.test(data1)) {
					const err3 = {
						instancePath: instancePath + "/environment",
						schemaPath: "#/definitions/label/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\p{C}]{1,200}$" },
						message: "must match pattern \"^[^\\p{C}]{1,200}$\"",
						schema: "^[^\\p{C}]{1,200}$",
						parentSchema: schema15,
						data: data1
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/environment",
					schemaPath: "#/definitions/label/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema15.type,
					parentSchema: schema15,
					data: data1
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data["api-url"] !== void 0) {
			let data2 = data["api-url"];
			if (typeof data2 === "string") {
				if (!pattern1.test(data2)) {
					const err5 = {
						instancePath: instancePath + "/api-url",
						schemaPath: "#/definitions/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$" },
						message: "must match pattern \"^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$\"",
						schema: "^https?://[^\\s\\p{C}@?#\\\\]{1,2000}$",
						parentSchema: schema14,
						data: data2
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/api-url",
					schemaPath: "#/definitions/url/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema14.type,
					parentSchema: schema14,
					data: data2
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data["api-token-env"] !== void 0) {
			let data3 = data["api-token-env"];
			if (typeof data3 === "string") {
				if (!pattern4.test(data3)) {
					const err7 = {
						instancePath: instancePath + "/api-token-env",
						schemaPath: "#/definitions/variableName/pattern",
						keyword: "pattern",
						params: { pattern: "^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$" },
						message: "must match pattern \"^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$\"",
						schema: "^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$",
						parentSchema: schema17,
						data: data3
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/api-token-env",
					schemaPath: "#/definitions/variableName/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema17.type,
					parentSchema: schema17,
					data: data3
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data["gateway-token-env"] !== void 0) {
			let data4 = data["gateway-token-env"];
			if (typeof data4 === "string") {
				if (!pattern4.test(data4)) {
					const err9 = {
						instancePath: instancePath + "/gateway-token-env",
						schemaPath: "#/definitions/variableName/pattern",
						keyword: "pattern",
						params: { pattern: "^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$" },
						message: "must match pattern \"^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$\"",
						schema: "^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]{0,199}$",
						parentSchema: schema17,
						data: data4
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
			} else {
				const err10 = {
					instancePath: instancePath + "/gateway-token-env",
					schemaPath: "#/definitions/variableName/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema17.type,
					parentSchema: schema17,
					data: data4
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data["ca-file"] !== void 0) {
			let data5 = data["ca-file"];
			if (typeof data5 === "string") {
				if (!pattern6.test(data5)) {
					const err11 = {
						instancePath: instancePath + "/ca-file",
						schemaPath: "#/definitions/path/pattern",
						keyword: "pattern",
						params: { pattern: "^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$" },
						message: "must match pattern \"^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$\"",
						schema: "^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$",
						parentSchema: schema19,
						data: data5
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			} else {
				const err12 = {
					instancePath: instancePath + "/ca-file",
					schemaPath: "#/definitions/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema19.type,
					parentSchema: schema19,
					data: data5
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
		if (data.owner !== void 0) {
			let data6 = data.owner;
			if (typeof data6 === "string") {
				if (!pattern2.test(data6)) {
					const err13 = {
						instancePath: instancePath + "/owner",
						schemaPath: "#/definitions/label/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\p{C}]{1,200}$" },
						message: "must match pattern \"^[^\\p{C}]{1,200}$\"",
						schema: "^[^\\p{C}]{1,200}$",
						parentSchema: schema15,
						data: data6
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
			} else {
				const err14 = {
					instancePath: instancePath + "/owner",
					schemaPath: "#/definitions/label/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema15.type,
					parentSchema: schema15,
					data: data6
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
		}
		if (data.wave !== void 0) {
			let data7 = data.wave;
			if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
				const err15 = {
					instancePath: instancePath + "/wave",
					schemaPath: "#/properties/wave/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema13.properties.wave.type,
					parentSchema: schema13.properties.wave,
					data: data7
				};
				if (vErrors === null) vErrors = [err15];
				else vErrors.push(err15);
				errors++;
			}
			if (typeof data7 == "number" && isFinite(data7)) {
				if (data7 > 100 || isNaN(data7)) {
					const err16 = {
						instancePath: instancePath + "/wave",
						schemaPath: "#/properties/wave/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						message: "must be <= 100",
						schema: 100,
						parentSchema: schema13.properties.wave,
						data: data7
					};
					if (vErrors === null) vErrors = [err16];
					else vErrors.push(err16);
					errors++;
				}
				if (data7 < 1 || isNaN(data7)) {
					const err17 = {
						instancePath: instancePath + "/wave",
						schemaPath: "#/properties/wave/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema13.properties.wave,
						data: data7
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
			}
		}
	} else {
		const err18 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema13.type,
			parentSchema: schema13,
			data
		};
		if (vErrors === null) vErrors = [err18];
		else vErrors.push(err18);
		errors++;
	}
	validate11.errors = vErrors;
	return errors === 0;
}
const schema21 = {
	"title": "Pack",
	"description": "a map that names a policy file and where it goes",
	"type": "object",
	"required": ["file"],
	"additionalProperties": false,
	"properties": {
		"file": { "$ref": "#/definitions/path" },
		"staging": { "$ref": "#/definitions/gatewayId" },
		"gateways": {
			"title": "Production gateways",
			"description": "a list of different gateway ids",
			"type": "array",
			"uniqueItems": true,
			"items": { "$ref": "#/definitions/gatewayId" }
		},
		"tests": {
			"title": "Behaviour tests",
			"description": "what the option tests says for this pack: true, false or required",
			"enum": [
				true,
				false,
				"required"
			]
		},
		"owner": { "$ref": "#/definitions/label" }
	},
	"examples": [{
		"file": "policy-config.yaml",
		"staging": "gw-staging",
		"gateways": ["gw-eu", "gw-us"],
		"owner": "platform-team"
	}]
};
const func0 = (() => {
	const module = { exports: {} };
	const exports = module.exports;
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.default = (() => {
		const module = { exports: {} };
		module.exports;
		module.exports = function equal(a, b) {
			if (a === b) return true;
			if (a && b && typeof a == "object" && typeof b == "object") {
				if (a.constructor !== b.constructor) return false;
				var length, i, keys;
				if (Array.isArray(a)) {
					length = a.length;
					if (length != b.length) return false;
					for (i = length; i-- !== 0;) if (!equal(a[i], b[i])) return false;
					return true;
				}
				if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
				if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
				if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
				keys = Object.keys(a);
				length = keys.length;
				if (length !== Object.keys(b).length) return false;
				for (i = length; i-- !== 0;) if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
				for (i = length; i-- !== 0;) {
					var key = keys[i];
					if (!equal(a[key], b[key])) return false;
				}
				return true;
			}
			return a !== a && b !== b;
		};
		return module.exports;
	})();
	return module.exports;
})().default;
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.file === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "file" },
				message: "must have required property 'file'",
				schema: schema21.required,
				parentSchema: schema21,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "file" || key0 === "staging" || key0 === "gateways" || key0 === "tests" || key0 === "owner")) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema21,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.file !== void 0) {
			let data0 = data.file;
			if (typeof data0 === "string") {
				if (!pattern6.test(data0)) {
					const err2 = {
						instancePath: instancePath + "/file",
						schemaPath: "#/definitions/path/pattern",
						keyword: "pattern",
						params: { pattern: "^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$" },
						message: "must match pattern \"^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$\"",
						schema: "^(?!\\s|[!#/])(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{C}*?{}\\[\\]\\\\]{1,1000}(?<!\\s)$",
						parentSchema: schema19,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/file",
					schemaPath: "#/definitions/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema19.type,
					parentSchema: schema19,
					data: data0
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.staging !== void 0) {
			let data1 = data.staging;
			if (typeof data1 === "string") {
				if (!pattern0.test(data1)) {
					const err4 = {
						instancePath: instancePath + "/staging",
						schemaPath: "#/definitions/gatewayId/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$" },
						message: "must match pattern \"^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$\"",
						schema: "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$",
						parentSchema: schema12,
						data: data1
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/staging",
					schemaPath: "#/definitions/gatewayId/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema12.type,
					parentSchema: schema12,
					data: data1
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.gateways !== void 0) {
			let data2 = data.gateways;
			if (Array.isArray(data2)) {
				const len0 = data2.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data3 = data2[i0];
					if (typeof data3 === "string") {
						if (!pattern0.test(data3)) {
							const err6 = {
								instancePath: instancePath + "/gateways/" + i0,
								schemaPath: "#/definitions/gatewayId/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$" },
								message: "must match pattern \"^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$\"",
								schema: "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$",
								parentSchema: schema12,
								data: data3
							};
							if (vErrors === null) vErrors = [err6];
							else vErrors.push(err6);
							errors++;
						}
					} else {
						const err7 = {
							instancePath: instancePath + "/gateways/" + i0,
							schemaPath: "#/definitions/gatewayId/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema12.type,
							parentSchema: schema12,
							data: data3
						};
						if (vErrors === null) vErrors = [err7];
						else vErrors.push(err7);
						errors++;
					}
				}
				let i1 = data2.length;
				let j0;
				if (i1 > 1) {
					outer0: for (; i1--;) for (j0 = i1; j0--;) if (func0(data2[i1], data2[j0])) {
						const err8 = {
							instancePath: instancePath + "/gateways",
							schemaPath: "#/properties/gateways/uniqueItems",
							keyword: "uniqueItems",
							params: {
								i: i1,
								j: j0
							},
							message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)",
							schema: true,
							parentSchema: schema21.properties.gateways,
							data: data2
						};
						if (vErrors === null) vErrors = [err8];
						else vErrors.push(err8);
						errors++;
						break outer0;
					}
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/gateways",
					schemaPath: "#/properties/gateways/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema21.properties.gateways.type,
					parentSchema: schema21.properties.gateways,
					data: data2
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.tests !== void 0) {
			let data4 = data.tests;
			if (!(data4 === true || data4 === false || data4 === "required")) {
				const err10 = {
					instancePath: instancePath + "/tests",
					schemaPath: "#/properties/tests/enum",
					keyword: "enum",
					params: { allowedValues: schema21.properties.tests.enum },
					message: "must be equal to one of the allowed values",
					schema: schema21.properties.tests.enum,
					parentSchema: schema21.properties.tests,
					data: data4
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.owner !== void 0) {
			let data5 = data.owner;
			if (typeof data5 === "string") {
				if (!pattern2.test(data5)) {
					const err11 = {
						instancePath: instancePath + "/owner",
						schemaPath: "#/definitions/label/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\p{C}]{1,200}$" },
						message: "must match pattern \"^[^\\p{C}]{1,200}$\"",
						schema: "^[^\\p{C}]{1,200}$",
						parentSchema: schema15,
						data: data5
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			} else {
				const err12 = {
					instancePath: instancePath + "/owner",
					schemaPath: "#/definitions/label/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema15.type,
					parentSchema: schema15,
					data: data5
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
	} else {
		const err13 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema21.type,
			parentSchema: schema21,
			data
		};
		if (vErrors === null) vErrors = [err13];
		else vErrors.push(err13);
		errors++;
	}
	validate13.errors = vErrors;
	return errors === 0;
}
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "gateways" || key0 === "packs" || key0 === "rules")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema11,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.gateways !== void 0) {
			let data0 = data.gateways;
			if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
				for (const key1 in data0) {
					const _errs4 = errors;
					if (typeof key1 === "string") {
						if (!pattern0.test(key1)) {
							const err1 = {
								instancePath: instancePath + "/gateways",
								schemaPath: "#/definitions/gatewayId/pattern",
								keyword: "pattern",
								params: { pattern: "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$" },
								message: "must match pattern \"^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$\"",
								schema: "^[^\\s\\p{C}\\-/,=][^\\s\\p{C}/,=]{0,199}$",
								parentSchema: schema12,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err1];
							else vErrors.push(err1);
							errors++;
						}
					} else {
						const err2 = {
							instancePath: instancePath + "/gateways",
							schemaPath: "#/definitions/gatewayId/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema12.type,
							parentSchema: schema12,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
					if (!(_errs4 === errors)) {
						const err3 = {
							instancePath: instancePath + "/gateways",
							schemaPath: "#/properties/gateways/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							message: "property name must be valid",
							schema: schema11.properties.gateways.propertyNames,
							parentSchema: schema11.properties.gateways,
							data: data0
						};
						if (vErrors === null) vErrors = [err3];
						else vErrors.push(err3);
						errors++;
					}
				}
				for (const key2 in data0) if (!validate11(data0[key2], {
					instancePath: instancePath + "/gateways/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data0,
					parentDataProperty: key2,
					rootData
				})) {
					vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
					errors = vErrors.length;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/gateways",
					schemaPath: "#/properties/gateways/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema11.properties.gateways.type,
					parentSchema: schema11.properties.gateways,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.packs !== void 0) {
			let data2 = data.packs;
			if (Array.isArray(data2)) {
				const len0 = data2.length;
				for (let i0 = 0; i0 < len0; i0++) if (!validate13(data2[i0], {
					instancePath: instancePath + "/packs/" + i0,
					parentData: data2,
					parentDataProperty: i0,
					rootData
				})) {
					vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
					errors = vErrors.length;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/packs",
					schemaPath: "#/properties/packs/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema11.properties.packs.type,
					parentSchema: schema11.properties.packs,
					data: data2
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.rules !== void 0) {
			let data4 = data.rules;
			if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
				for (const key3 in data4) {
					const _errs14 = errors;
					if (typeof key3 === "string") {
						if (!pattern12.test(key3)) {
							const err6 = {
								instancePath: instancePath + "/rules",
								schemaPath: "#/properties/rules/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_./-]*$" },
								message: "must match pattern \"^[A-Za-z0-9][A-Za-z0-9_./-]*$\"",
								schema: "^[A-Za-z0-9][A-Za-z0-9_./-]*$",
								parentSchema: schema11.properties.rules.propertyNames,
								data: key3,
								propertyName: key3
							};
							if (vErrors === null) vErrors = [err6];
							else vErrors.push(err6);
							errors++;
						}
					}
					if (!(_errs14 === errors)) {
						const err7 = {
							instancePath: instancePath + "/rules",
							schemaPath: "#/properties/rules/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key3 },
							message: "property name must be valid",
							schema: schema11.properties.rules.propertyNames,
							parentSchema: schema11.properties.rules,
							data: data4
						};
						if (vErrors === null) vErrors = [err7];
						else vErrors.push(err7);
						errors++;
					}
				}
				for (const key4 in data4) {
					let data5 = data4[key4];
					if (!(data5 === "error" || data5 === "warning" || data5 === "info" || data5 === "off")) {
						const err8 = {
							instancePath: instancePath + "/rules/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/rules/additionalProperties/enum",
							keyword: "enum",
							params: { allowedValues: schema11.properties.rules.additionalProperties.enum },
							message: "must be equal to one of the allowed values",
							schema: schema11.properties.rules.additionalProperties.enum,
							parentSchema: schema11.properties.rules.additionalProperties,
							data: data5
						};
						if (vErrors === null) vErrors = [err8];
						else vErrors.push(err8);
						errors++;
					}
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/rules",
					schemaPath: "#/properties/rules/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema11.properties.rules.type,
					parentSchema: schema11.properties.rules,
					data: data4
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
	} else {
		const err10 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema11.type,
			parentSchema: schema11,
			data
		};
		if (vErrors === null) vErrors = [err10];
		else vErrors.push(err10);
		errors++;
	}
	validate10.errors = vErrors;
	return errors === 0;
}

// src/options/inventory-problems.ts
function pathOf(pointer) {
	return pointer === "" ? [] : pointer.slice(1).split("/").map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function writtenPath(path) {
	return path.map((segment, index) => {
		if (/^\d+$/.test(segment)) return `[${segment}]`;
		const key = /^[\w-]{1,60}$/.test(segment) ? segment : shown(segment);
		return index === 0 ? key : `.${key}`;
	}).join("") || "the file";
}
function valueAt(data, path) {
	return path.reduce((value, segment) => {
		if (typeof value !== "object" || value === null) return void 0;
		return Object.entries(value).find(([key]) => key === segment)?.[1];
	}, data);
}
function given(path, value) {
	if (path.at(-1)?.endsWith("-env")) return "";
	if (typeof value === "string") return `got ${shown(value.replace(/(:\/\/[^?#]*)[?#].*/s, "$1?…"))}, `;
	if (typeof value === "number" || typeof value === "boolean" || value === null) return `got ${value}, `;
	return `got a ${Array.isArray(value) ? "list" : "map"}, `;
}
function allowedKeys(error) {
	const properties = error.parentSchema?.properties;
	return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
function unknownKey(error, path, locate) {
	const key = String(error.params.additionalProperty);
	const keys = allowedKeys(error);
	return {
		offset: locate([...path, key], "key"),
		message: `${writtenPath(path)}: unknown key ${shown(key)}${didYouMean(key, keys) || `, expected ${alternatives(keys)}`}`
	};
}
function described(error) {
	const description = error.parentSchema?.description;
	return typeof description === "string" ? description : error.message ?? error.keyword;
}
function expected(error, value) {
	const values = error.params.allowedValues;
	const description = described(error);
	if (!Array.isArray(values)) return description;
	const words = values.map(String);
	return `${description}: ${alternatives(words)}${typeof value === "string" ? didYouMean(value, words) : ""}`;
}
function schemaProblem(error, data, locate) {
	const path = pathOf(error.instancePath);
	const where = writtenPath(path);
	switch (error.keyword) {
		case "propertyNames": return;
		case "additionalProperties": return unknownKey(error, path, locate);
		case "required": return {
			offset: locate(path, "value"),
			message: `${where}: the key ${String(error.params.missingProperty)} is missing`
		};
		case "uniqueItems": {
			const item = [...path, String(error.params.i)];
			return {
				offset: locate(item, "value"),
				message: `${writtenPath(item)}: ${given(item, valueAt(data, item))}which is listed twice: keep one`
			};
		}
	}
	if (error.propertyName !== void 0) {
		const message = `${where}: the key ${shown(error.propertyName)} is not allowed, expected ${described(error)}`;
		return {
			offset: locate([...path, error.propertyName], "key"),
			message
		};
	}
	const value = valueAt(data, path);
	return {
		offset: locate(path, "value"),
		message: `${where}: ${given(path, value)}expected ${expected(error, value)}`
	};
}

// src/options/inventory-rules.ts
function unknownGateway(id, path, inventory) {
	if (inventory.gateways.has(id)) return [];
	const hint = didYouMean(id, inventory.gateways.keys()) || "; add it there";
	return [{
		path,
		message: `gateway ${shown(id)} is not listed under gateways${hint}`
	}];
}
function packProblems(pack, index, inventory) {
	const at = ["packs", String(index)];
	const earlier = inventory.packs.findIndex(({ file }) => file === pack.file);
	return [
		...earlier < index ? [{
			path: [...at, "file"],
			message: `${shown(pack.file)} is already packs[${earlier}]: keep one entry a file`
		}] : [],
		...pack.staging === void 0 ? [] : unknownGateway(pack.staging, [...at, "staging"], inventory),
		...pack.gateways.flatMap((id, position) => {
			const path = [
				...at,
				"gateways",
				String(position)
			];
			if (id === pack.staging) return [{
				path,
				message: `gateway ${shown(id)} is this pack's staging gateway too: production must not be its own staging`
			}];
			return unknownGateway(id, path, inventory);
		})
	];
}
function gatewayProblems(gateway) {
	const at = ["gateways", gateway.id];
	const problems = [];
	const check = (key, url, plainHttp, why) => {
		const parsed = url === void 0 ? void 0 : parseUrl(url, plainHttp);
		if (parsed?.kind === "problem") problems.push({
			path: [...at, key],
			message: `expected ${parsed.allowed}${why}`
		});
	};
	check("url", gateway.url, gateway.gatewayTokenEnv === void 0 ? "anywhere" : "loopback", gateway.gatewayTokenEnv === void 0 ? "" : ", because gateway-token-env is set");
	check("api-url", gateway.apiUrl, "loopback", "");
	if (gateway.apiUrl !== void 0 && gateway.apiTokenEnv === void 0) problems.push({
		path: [...at, "api-url"],
		message: "api-token-env is missing beside it: the token of another API is not sent to this one"
	});
	return problems;
}
function semanticProblems(inventory, locate) {
	return [...[...inventory.gateways.values()].flatMap(gatewayProblems), ...inventory.packs.flatMap((pack, index) => packProblems(pack, index, inventory))].map(({ path, message }) => ({
		offset: locate(path, "value"),
		message: `${writtenPath(path)}: ${message}`
	}));
}

// src/options/positions.ts
function offsetOf(node) {
	if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return void 0;
	const start = node.range[0];
	return typeof start === "number" ? start : void 0;
}
function documentPositions(document, { isAlias, isMap, isScalar, isSeq }) {
	const step = (node, segment) => {
		if (isSeq(node)) {
			const item = node.items[Number(segment)];
			return item === void 0 ? void 0 : {
				key: offsetOf(item) ?? 0,
				value: item
			};
		}
		if (!isMap(node)) return void 0;
		const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
		return pair === void 0 ? void 0 : {
			key: offsetOf(pair.key) ?? 0,
			value: pair.value
		};
	};
	return (path, part) => {
		let node = document.contents;
		let offset = offsetOf(node) ?? 0;
		for (const segment of path) {
			const found = step(isAlias(node) ? node.resolve(document) : node, segment);
			if (found === void 0) return offset;
			node = found.value;
			offset = part === "value" ? offsetOf(node) ?? found.key : found.key;
		}
		return offset;
	};
}
function textPosition(source, offset) {
	const before = source.slice(0, offset).split(/\r\n|\r|\n/);
	return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

// src/options/inventory.ts
const INVENTORY_LENGTH = 1048576;
const ALIAS_COUNT = 100;
const PROBLEM_COUNT = 50;
function isFields(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function fieldsOf(value) {
	return isFields(value) ? value : {};
}
function text(key, value) {
	const found = {};
	if (typeof value === "string") found[key] = value;
	return found;
}
function readGateway(id, raw) {
	return {
		id,
		...text("url", typeof raw.url === "string" ? raw.url.replace(/\/+$/, "") : void 0),
		...text("environment", raw.environment),
		...text("apiUrl", typeof raw["api-url"] === "string" ? raw["api-url"].replace(/\/+$/, "") : void 0),
		...text("apiTokenEnv", raw["api-token-env"]),
		...text("gatewayTokenEnv", raw["gateway-token-env"]),
		...text("caFile", raw["ca-file"]),
		...text("owner", raw.owner),
		...typeof raw.wave === "number" ? { wave: raw.wave } : {}
	};
}
function readTests(value) {
	if (value === "required") return { tests: "required" };
	return typeof value === "boolean" ? { tests: value ? "true" : "false" } : {};
}
function readPack(raw) {
	const gateways = Array.isArray(raw.gateways) ? raw.gateways.filter((id) => typeof id === "string").filter(isGatewayId) : [];
	return {
		file: normalPath(typeof raw.file === "string" ? raw.file : ""),
		...text("staging", raw.staging),
		gateways,
		...readTests(raw.tests),
		...text("owner", raw.owner)
	};
}
function readInventory(data, fileName) {
	const { gateways, packs, rules } = fieldsOf(data);
	const severities = Object.entries(fieldsOf(rules)).flatMap(([id, severity]) => typeof severity === "string" && isRuleSeverity(severity) ? [[id, severity]] : []);
	return {
		fileName,
		gateways: new Map(Object.entries(fieldsOf(gateways)).map(([id, raw]) => [id, readGateway(id, fieldsOf(raw))])),
		packs: Array.isArray(packs) ? packs.map((raw) => readPack(fieldsOf(raw))) : [],
		rules: new Map(severities)
	};
}
function failed(fileName, found, source) {
	const ordered = found.toSorted((a, b) => a.offset - b.offset);
	const told = ordered.slice(0, PROBLEM_COUNT).map(({ offset, message }) => `${fileName}:${textPosition(source, offset)}: ${message}`);
	const untold = ordered.length - told.length;
	return {
		kind: "problems",
		problems: untold > 0 ? [...told, `${fileName}: and ${untold} more problems`] : told
	};
}
async function checkData(data, locate, fileName, source) {
	const { validate } = await import("./inventory.mjs");
	if (!validate(data)) return failed(fileName, (validate.errors ?? []).flatMap((error) => schemaProblem(error, data, locate) ?? []), source);
	const inventory = readInventory(data, fileName);
	const problems = semanticProblems(inventory, locate);
	return problems.length > 0 ? failed(fileName, problems, source) : {
		kind: "ok",
		inventory
	};
}
async function parseInventory(source, fileName) {
	if (source.length > INVENTORY_LENGTH) return {
		kind: "problems",
		problems: [`${fileName}:1:1: the file has ${source.length} characters, more than the ${INVENTORY_LENGTH} an inventory may have`]
	};
	const { isAlias, isMap, isScalar, isSeq, parseDocument } = await import("./dist.mjs");
	const document = parseDocument(source, {
		prettyErrors: false,
		logLevel: "error"
	});
	const faults = [...document.errors, ...document.warnings];
	if (faults.length > 0) return failed(fileName, faults.map(({ pos, message }) => ({
		offset: pos[0],
		message: `not usable as YAML: ${message.replace(/\s+/g, " ")}`
	})), source);
	let data;
	try {
		data = document.toJS({ maxAliasCount: ALIAS_COUNT }) ?? {};
	} catch (error) {
		if (!(error instanceof ReferenceError)) throw error;
		return failed(fileName, [{
			offset: 0,
			message: `not usable as YAML: ${error.message}`
		}], source);
	}
	return await checkData(data, documentPositions(document, {
		isAlias,
		isMap,
		isScalar,
		isSeq
	}), fileName, source);
}

// src/options/inventory-changes.ts
function inventoryTouches(before, now) {
	if (rulesOf(before) !== rulesOf(now)) return () => true;
	return (file) => entryOf(before, file) !== entryOf(now, file);
}
function rulesOf(inventory) {
	return JSON.stringify([...inventory?.rules ?? []].toSorted(([a], [b]) => a < b ? -1 : 1));
}
function entryOf(inventory, file) {
	const pack = packOf(inventory, file);
	if (inventory === void 0 || pack === void 0) return "";
	const ids = [...pack.staging === void 0 ? [] : [pack.staging], ...pack.gateways];
	return JSON.stringify([pack, ids.map((id) => inventory.gateways.get(id) ?? null)]);
}

export { parseInventory as n, validate as r, inventoryTouches as t };