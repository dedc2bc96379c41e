/** Text an attacker could put into a policy file, a test name or a gateway's answer, by what it tries. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'terminal colours': '\x1b[31mred\x1b[0m \x9b1mbold',
  'terminal title and link': '\x1b]0;title\x07 \x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\',
  'nested terminal sequence': '\x1b[3\x1b[0m1m',
  'cursor movement': '\x1b[2K\x1b[1A\rall good',
  'old command': 'x ##[stop-commands]token',
  'old command hidden by colour': '#\x1b[0m#\x1b[0m[add-mask]x',
  'old command hidden by zero width': '#\u200b#\u200d[error]x ##\u00ad[debug]y ##\ufe0f[warning]z',
  'command after a line feed': 'a\n::add-mask::x',
  'command after a carriage return': 'a\r::add-mask::x',
  'command after other breaks': 'a\v::add-mask::x\f::error::y\x85::error::z\u2028::error::p\u2029::error::q',
  'command at the start': '::error::forged',
  'command after spaces': ' \t\u00a0\u2003::error file=a::forged',
  'command after zero width': '\u200b\u200d\ufe0f::error::forged',
  'command split by zero width': ':\u200d:error::forged',
  'percent codes': '%0A::error::x%0D%25',
  'property end': 'a,file=b::c',
  'carriage return and NUL': 'visible\rhidden\0end',
  'bidi overrides': 'user\u202e\u2066 tnatsissa\u2069\u202c\u200f\u061c',
  html: '<img src=x onerror="alert(1)"><script>x</script><!-- <details> </td>',
  'markdown link and image': '[click](javascript:alert(1)) ![i](https://evil.example/p.png) <https://evil.example>',
  'bare addresses': 'https://evil.example www.evil.example a@evil.example',
  'mentions and references': '@octocat @org/team #123 org/repo#45 GH-6',
  'table pipes': 'a | b \\| c \\\\| d || e',
  'backtick runs': '`` a ` b ``` c ```` d',
  'backticks at the ends': '`x`',
  'markdown blocks': '# heading\n> [!NOTE]\n- item\n1. item\n---\n    code\n\n```\nfence',
  'list marker': '- [x] done',
  'ordered list marker': '12) done',
  heading: '# ✅ passed',
  emphasis: '**bold** __bold__ ~~gone~~ $x^2$ \\',
  mermaid: '"] --> B["x"]; click A "javascript:alert(1)" %%{init: {"theme":"dark"}}%% `md` #quot; end',
  'xml entities': '&amp; &#10; &lt;x&gt; &evil;',
  'cdata end': ']]> <![CDATA[ x ]]>',
  'lone surrogates': 'a\ud800b\udc00c',
  noncharacters: 'a\ufffeb\uffffc\u{1ffff}d',
  'tag characters': 'a\u{e0041}\u{e0042}b',
  empty: '',
  blank: ' \n\t ',
  'a megabyte': `::error::${'##[x] | <b> `@u` \u202e'.repeat(50_000)}`,
  'a megabyte of breaks': '\n'.repeat(1_000_000),
  'a megabyte of hashes': '#'.repeat(1_000_000),
  'a megabyte of zero width': `#${'\u200d'.repeat(1_000_000)}`,
  'a megabyte of colons and spaces': ' '.repeat(500_000) + ':'.repeat(500_000),
  'a megabyte of half sequences': '\x1b[0;\x1b]'.repeat(200_000),
};

export const HOSTILE_CASES: readonly (readonly [string, string])[] = Object.entries(HOSTILE);

/** What the runner would take for a command, over-cautiously: as if white space and weightless characters did not count. */
export function holdsCommand(output: string): boolean {
  return output
    .split(/[\n\r\v\f\x85\u2028\u2029]/)
    .map((line) => line.replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, ''))
    .some((line) => line.includes('##[') || line.trimStart().startsWith('::'));
}

/** Control, bidi and zero-width characters and lone surrogates, but for line feed, tab and the joiners of scripts and emoji. */
export const HIDDEN_CHARACTER = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
