/**
 * The text with the insides of comments, strings, templates and regular expressions turned into spaces.
 * Every character keeps its offset and every line its number, so that what is found here can be looked up in the text.
 */
export function codeOnly(text: string): string {
  const code = text.split('');
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) if (code[at] !== '\n') code[at] = ' ';
  };
  // One number per open template expression: the braces open inside it. The code outside any template is the first.
  const openBraces = [0];
  let at = 0;

  const skipTemplateText = () => {
    const end = endOfTemplateText(text, at);
    blank(at, end);
    if (text.startsWith('${', end)) openBraces.push(0);
    at = text.startsWith('${', end) ? end + 2 : end + 1;
  };

  while (at < text.length) {
    const end = endOfNonCode(text, at, code);
    if (end !== undefined) {
      const isComment = text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*');
      blank(isComment ? at : at + 1, isComment ? end : end - 1);
      at = end;
      continue;
    }
    const character = text[at];
    const depth = openBraces.length - 1;
    at += 1;
    if (character === '`') skipTemplateText();
    else if (character === '{') openBraces[depth] = (openBraces[depth] ?? 0) + 1;
    else if (character === '}' && openBraces[depth] === 0 && depth > 0) {
      openBraces.pop();
      skipTemplateText();
    } else if (character === '}') openBraces[depth] = (openBraces[depth] ?? 0) - 1;
  }
  return code.join('');
}

/** Where the comment, string or regular expression that starts at `at` ends, or nothing if code goes on there. */
function endOfNonCode(text: string, at: number, code: readonly string[]): number | undefined {
  const character = text[at];
  if (character === "'" || character === '"') return endOfQuoted(text, at + 1, character);
  if (character !== '/') return undefined;
  if (text[at + 1] === '/') return orEnd(text, text.indexOf('\n', at));
  if (text[at + 1] === '*') return orEnd(text, text.indexOf('*/', at + 2) + 2, 2);
  return startsRegularExpression(code, at) ? endOfRegularExpression(text, at + 1) : undefined;
}

function orEnd(text: string, found: number, least = 0): number {
  return found < least ? text.length : found;
}

function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote || text[at] === '\n') return at + 1;
  }
  return text.length;
}

function endOfTemplateText(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`' || text.startsWith('${', at)) return at;
  }
  return text.length;
}

// A slash divides after a value and opens a regular expression after anything else.
function startsRegularExpression(code: readonly string[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(code[before] ?? '')) before -= 1;
  if (before < 0 || !/[\w$)\]}'"`]/.test(code[before] ?? '')) return true;
  const word = /[\w$]+$/.exec(code.slice(Math.max(0, before - 12), before + 1).join(''))?.[0];
  return word !== undefined && ['return', 'case', 'typeof', 'of', 'in', 'await', 'yield'].includes(word);
}

function endOfRegularExpression(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '\n') return at;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at + 1;
  }
  return text.length;
}
