import type { BarePack } from './pack.ts';
import { notice, packSections, packTitle, type Wording } from './pack-text.ts';

/** A pack as one page in one language, without script, style or anything from elsewhere. */
export function packHtml(pack: BarePack, wording: Wording): string {
  const title = escaped(packTitle(pack, wording));
  const parts = packSections(pack, wording).map(
    (section) =>
      `<section><h2>${escaped(section.title)}</h2><ul>${section.lines.map((line) => `<li dir="auto">${escaped(line)}</li>`).join('')}</ul></section>`,
  );
  return [
    `<!doctype html><html lang="${wording.language}"><head><meta charset="utf-8"><title>${title}</title></head><body>`,
    `<h1 dir="auto">${title}</h1>`,
    ...notice(pack, wording.language).map((text) => `<p>${escaped(text)}</p>`),
    ...parts,
    '</body></html>',
  ].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
