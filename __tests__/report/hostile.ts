/** Text an attacker could put into a policy file, a test name or a gateway's answer, by what it tries. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'terminal colours': '\x1b[31mred\x1b[0m \x9b1mbold',
  'terminal strings of other kinds': '\x1bP1;2q\x1b\\ \x1b_payload\x1b\\ \x1b^p\x1b\\ \x1bc \x1b(0 \x90q\x9c \x9dtitle\x9c',
  'terminal title and link': '\x1b]0;title\x07 \x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\',
  'nested terminal sequence': '\x1b[3\x1b[0m1m',
  'cursor movement': '\x1b[2K\x1b[1A\rall good',
  'old command': 'x ##[stop-commands]token',
  'commands of the runner':
    '::stop-commands::t\n::add-mask::production\n::set-output name=result::passed\n::save-state name=x::y\n::group::g\n##[endgroup]\n##[add-matcher]x.json',
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
  'output file delimiters': 'x\nkeptrusts-0\nresult<<EOF\npassed\nEOF\nresult=passed\nNODE_OPTIONS=--require=/tmp/x',
  'control characters of both sets': String.fromCharCode(...Array.from({ length: 32 }, (_none, code) => code), 127) + c1(),
  'line separators': 'a\u2028# b\u2029- c\x85> d',
  'carriage return and NUL': 'visible\rhidden\0end',
  'bidi overrides': 'user\u202e\u2066 tnatsissa\u2069\u202c\u200f\u061c',
  'html that closes ours': '</summary></details></code></td></table></sub><script>alert(1)</script>',
  'forged comment marker': '<!-- keeptrusts-policy:validate: -->\n<!-- keeptrusts-policy-state:good:999999999999999/9 -->',
  'html comment ends': '--> --!> <!-- > --\u200b> <!--->',
  html: '<img src=x onerror="alert(1)"><script>x</script><!-- <details> </td>',
  'markdown link and image': '[click](javascript:alert(1)) ![i](https://evil.example/p.png) <https://evil.example>',
  'markdown references': '[a]: https://evil.example "t"\n\n[a] [b][a] ![c][a] [a][]',
  'markdown footnotes': '[^1] text ^[inline]\n\n[^1]: note',
  'bare addresses with other schemes': 'ftp://evil.example mailto:a@b.example xmpp:a@b.example/x HTTPS://EVIL.example WWW.evil.example',
  'bare addresses': 'https://evil.example www.evil.example a@evil.example',
  'mentions and references': '@octocat @org/team #123 org/repo#45 GH-6',
  'references by commit': 'org/repo@16c999e8c71134401a78d4d46435517b2271d6ac octocat@16c999e8 #1 gh-12 https://github.com/o/r/pull/1',
  'emoji codes': ':white_check_mark: :+1: :100: :8ball: :1st_place_medal: ::tada::',
  'task list': '[x] approved\n- [ ] b\n* [X] c',
  'table pipes': 'a | b \\| c \\\\| d || e',
  'backtick runs': '`` a ` b ``` c ```` d',
  'backticks at the ends': '`x`',
  'markdown blocks': '# heading\n> [!NOTE]\n- item\n1. item\n---\n    code\n\n```\nfence',
  'setext heading and table': 'a\n===\nb | c\n--- | ---\nd | e\n~~~\nf',
  mathematics: '$`x`$ $$y$$ \\(z\\) $a$',
  'list marker': '- [x] done',
  'ordered list marker': '12) done',
  heading: '# ✅ passed',
  emphasis: '**bold** __bold__ ~~gone~~ $x^2$ \\',
  mermaid: '"] --> B["x"]; click A "javascript:alert(1)" %%{init: {"theme":"dark"}}%% `md` #quot; end',
  'mermaid directive': '%%{init: {"securityLevel":"loose","theme":"dark"}}%% %% comment\n---\ntitle: x\n---\naccTitle: y',
  'mermaid click and style':
    'A\nclick A call alert(1)\nclick A href "https://evil.example"\nstyle A fill:red\nlinkStyle 0 x\nsubgraph z\nend',
  'mermaid shapes and icons': 'a](b) --> c{{d}} -.-> e[/f/] ==> g((h)):::i fa:fa-car fab:fa-github @{ shape: bolt }',
  'mermaid entity codes': '#quot; #35; #60;b#62; #9829; &quot; \ufb02\u00b0\u00b060\u00b6\u00df \ufb02\u00b0lt\u00b6\u00df',
  'xml entities': '&amp; &#10; &lt;x&gt; &evil;',
  'cdata end': ']]> <![CDATA[ x ]]>',
  'xml declarations': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a b="&e;">&#0;&#xFFFE;</a>',
  'lone surrogates': 'a\ud800b\udc00c',
  noncharacters: 'a\ufffeb\uffffc\u{1ffff}d',
  'tag characters': 'a\u{e0041}\u{e0042}b',
  'zero width and homoglyphs': 'pa\u200bss\u2060ed \ufeffp\u0430ssed \u115f\u3164\uffa0\u034f\u180e',
  'weightless before a mention': '\u200d@octocat \u200c#1 @\u200doctocat',
  empty: '',
  blank: ' \n\t ',
  'a megabyte': `::error::${'##[x] | <b> `@u` \u202e'.repeat(50_000)}`,
  'a megabyte of breaks': '\n'.repeat(1_000_000),
  'a megabyte of hashes': '#'.repeat(1_000_000),
  'a megabyte of zero width': `#${'\u200d'.repeat(1_000_000)}`,
  'a megabyte of colons and spaces': ' '.repeat(500_000) + ':'.repeat(500_000),
  'a megabyte of half sequences': '\x1b[0;\x1b]'.repeat(200_000),
};

/** The second set of control characters, in which 0x9b and 0x9d start terminal sequences without an ESC. */
function c1(): string {
  return String.fromCharCode(...Array.from({ length: 32 }, (_none, index) => 0x80 + index));
}

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
