import { proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { params } from './fund.ts';

const LINES = [
  'Migration module for household surveys',
  'Each figure by sex, ethnic origin and level of education, asked with consent only.',
];

/** The questions of P1's module, as a document of its proposal. */
export async function attachSurveyModule(api: Api): Promise<void> {
  await api.send('partner-iom', proposalsRoutes.attachDocument, {
    params: { ...params, proposalId: 'P1' },
    query: { title: 'The module: questions and how they are asked', fileName: 'module.pdf' },
    body: { mediaType: 'application/pdf', bytes: pdfOf(LINES) },
  });
}

/** One page of text as a PDF 1.4 file; the lines are plain ASCII without parentheses. */
function pdfOf(lines: readonly string[]): Uint8Array {
  const text = lines.map((line) => `(${line}) Tj T*`).join(' ');
  const stream = `BT /F1 12 Tf 16 TL 72 770 Td ${text} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file + table + trailer);
}
