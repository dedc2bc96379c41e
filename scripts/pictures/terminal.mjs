// What a terminal shows of a program's output.

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const CLASSES = { 31: 'red', 32: 'green', 33: 'yellow' };
const SEQUENCE = /\x1b\[([0-9;]*)([A-Za-z])/g;

/** HTML of text with colours; any sequence but those that set and end one of them is an error, so that no picture shows less than a terminal. */
export function renderTerminalText(text) {
  let html = '';
  let from = 0;
  let isOpen = false;
  for (const { 0: whole, 1: code, 2: letter, index } of text.matchAll(SEQUENCE)) {
    html += escaped(text.slice(from, index));
    from = index + whole.length;
    if (letter === 'm' && (code === '0' || code === '')) {
      html += isOpen ? '</span>' : '';
      isOpen = false;
    } else if (letter === 'm' && code in CLASSES) {
      html += `${isOpen ? '</span>' : ''}<span class="${CLASSES[code]}">`;
      isOpen = true;
    } else throw new Error(`the output has a terminal sequence that is not drawn: ${JSON.stringify(whole)}`);
  }
  return html + escaped(text.slice(from)) + (isOpen ? '</span>' : '');
}

/** A window with a prompt, the command typed at it, and its output. */
export function renderTerminal(command, output) {
  return `<div class="terminal"><div class="bar"><i></i><i></i><i></i></div><pre><span class="prompt">$</span> ${escaped(command)}\n${renderTerminalText(output)}</pre></div>`;
}

function escaped(text) {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character]);
}
