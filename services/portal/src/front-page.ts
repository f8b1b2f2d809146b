import { type AnswerOf, partsTold, REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import { wordNumber } from '@mdtf/domain';
import { html, type Markup } from './html.ts';
import { type Language, wordsIn } from './wording.ts';

/** The figures of the funds that publish, as reporting gives them. */
export type Overview = AnswerOf<typeof reportingRoutes.fundsOverview>;
type Fund = Overview['funds'][number];

const STYLE = `
  :root { color-scheme: light dark; --line: #8884; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { line-height: 1.2; } nav { float: right; }
  .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { padding: .4rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
  th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 14rem; }
  ul { padding-left: 1.2rem; } small { opacity: .75; }
`;

const NOT_TOLD = '–';

/** How many funds the page shows; the rest are in the open data. */
const MAX_FUNDS_SHOWN = 100;

/** The front page in one language; `overview` is undefined where reporting does not answer. */
export function frontPage(overview: Overview | undefined, language: Language): string {
  const words = wordsIn(language);
  const other = language === 'en' ? 'fr' : 'en';
  const page = html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>mdtf – ${words.title}</title><style>${{ markup: STYLE }}</style></head>
<body>
<nav><a href="/?lang=${other}" hreflang="${other}" lang="${other}">${words.otherLanguage}</a></nav>
<h1>${words.title}</h1>
<p>${words.lead}</p>
<h2>${words.funds}</h2>
${overview === undefined ? html`<p role="status">${words.unavailable}</p>` : fundsTable(overview, language)}
<h2>${words.data}</h2>
<ul>${['projects', 'contributions', 'allocation-rounds'].map(
    (set) =>
      html`<li>${set}: <a href="/v1/open-data/${set}.csv">CSV</a>, <a href="/v1/open-data/${set}.json">JSON</a></li>`,
  )}</ul>
<h2>${words.build}</h2>
<ul><li><a href="/documentation">${words.documentation}</a></li><li><a href="/openapi.json">${words.openapi}</a></li></ul>
</body></html>`;
  return page.markup;
}

function fundsTable({ funds }: Overview, language: Language): Markup {
  const words = wordsIn(language);
  if (funds.length === 0) return html`<p>${words.noFunds}</p>`;
  const head = [
    words.fund,
    words.agreed,
    words.deposited,
    words.allocated,
    words.transferred,
    words.spent,
    words.activities,
    words.decisions,
    words.lastRecorded,
  ];
  return html`<div class="wide"><table>
<thead><tr>${head.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
<tbody>${funds.slice(0, MAX_FUNDS_SHOWN).map((fund) => fundRow(fund, language))}</tbody></table></div>`;
}

function fundRow(fund: Fund, language: Language): Markup {
  const words = wordsIn(language);
  // A figure that the fund withholds is not shown, and a report of it leads nowhere.
  const amount = (m: { amount: string } | null) =>
    html`<td>${m === null ? NOT_TOLD : wordNumber(m.amount, language)}</td>`;
  const isOpen = (name: (typeof REPORT_NAMES)[number]): boolean =>
    !partsTold(reportingRoutes.getReport, { name }).some((part) => fund.unpublished.includes(part));
  const reports = REPORT_NAMES.filter(isOpen).map(
    (name) => html` <a href="/v1/funds/${fund.fundId}/reports/${name}">${name}</a>`,
  );
  return html`<tr><td><a href="/v1/funds/${fund.fundId}">${fund.title[language]}</a> <small>${fund.fundId}, ${fund.currency}</small>${reports.length === 0 ? [] : html`<br><small>${words.reports}:${reports}</small>`}</td>
${[fund.agreed, fund.deposited, fund.allocated, fund.transferred, fund.spent].map(amount)}
<td>${fund.activities ?? NOT_TOLD}</td><td>${fund.decisions ?? NOT_TOLD}</td><td>${(fund.lastRecordedAt ?? NOT_TOLD).slice(0, 16).replace('T', ' ')}</td></tr>`;
}
