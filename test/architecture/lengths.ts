import { codeOnly } from './code-only.ts';

/** A function's name or first words, the line it starts on, and how many lines it takes with its braces. */
export interface FunctionLength {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

const control = /^(?:\}\s*)?(?:else\s+)?(?:if|for|while|switch|catch|do|with)\b/;

/**
 * The functions of a formatted file whose bodies span lines: declarations, methods and arrows.
 * The formatter puts a body's closing brace at the indent of the line that opens it, which is all this relies on.
 */
export function functionLengths(text: string): readonly FunctionLength[] {
  const lines = codeOnly(text).split('\n');
  return lines.flatMap((line, opening) => {
    if (!/(?:=>|\)(?:\s*:\s*.+)?)\s*\{$/.test(line.trimEnd())) return [];
    const head = headOf(lines, opening);
    const headText = lines[head]?.trim() ?? '';
    if (control.test(headText)) return [];
    const closing = lines.findIndex(
      (later, at) => at > opening && indentOf(later) === indentOf(line) && /^\s*\}/.test(later),
    );
    if (closing === -1) return [];
    return [{ name: headText.replace(/\s*[({=].*$/, ''), line: head + 1, lines: closing - head + 1 }];
  });
}

// A signature over several lines closes with a `)` at the indent of the line it starts on.
function headOf(lines: readonly string[], opening: number): number {
  const indent = indentOf(lines[opening] ?? '');
  let head = opening;
  while (head > 0 && (/^\s*\)/.test(lines[head] ?? '') || indentOf(lines[head] ?? '') > indent)) {
    head -= 1;
    while (head > 0 && ((lines[head] ?? '').trim() === '' || indentOf(lines[head] ?? '') > indent)) head -= 1;
  }
  return head;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
