import type { SideName } from '../servers/server-program.ts';
import { rateText, ratioText } from './number-text.ts';
import { titleOf } from './print-summary.ts';
import type { SummaryRow } from './summary.ts';

const WIDTH = 900;
const MARGIN = 24;
const LABEL_WIDTH = 90;
/** Beside the longest bar: its figure and the ratio. */
const FIGURE_WIDTH = 190;
const BAR_WIDTH_MAX = WIDTH - 2 * MARGIN - LABEL_WIDTH - FIGURE_WIDTH;
const BAR_HEIGHT = 14;
const ROW_GAP = 10;
const PANEL_HEAD = 34;
const TITLE_HEIGHT = 74;

const colours: Readonly<Record<SideName, string>> = { quorate: '#2f6f4f', etcd: '#b9c2cc' };
const sideNames: readonly SideName[] = ['quorate', 'etcd'];

/** A picture of the requests a second: a panel a load with a pair of bars a shape, each panel to its own scale. Standalone SVG. */
export function drawPicture(title: string, subtitle: string, rows: readonly SummaryRow[]): string {
  const parts: string[] = [];
  let y = TITLE_HEIGHT;
  for (const [scenario, ofPanel] of Map.groupBy(rows, (row) => row.scenario)) {
    parts.push(text(MARGIN, y + 20, titleOf(scenario), 'panel'));
    y += PANEL_HEAD;
    const most = Math.max(
      ...ofPanel.flatMap(({ sides }) => sideNames.map((side) => sides[side]?.requestsPerSecond ?? 0)),
    );
    for (const row of ofPanel) {
      parts.push(text(MARGIN, y + BAR_HEIGHT - 2, row.shape, 'label'));
      for (const side of sideNames) {
        const rate = row.sides[side]?.requestsPerSecond;
        if (rate === undefined) continue;
        parts.push(bar(y, side, rate, most, side === 'quorate' ? ratioText(row.ratio) : ''));
        y += BAR_HEIGHT;
      }
      y += ROW_GAP;
    }
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + MARGIN}" viewBox="0 0 ${WIDTH} ${y + MARGIN}">`,
    '<style>text{font-family:system-ui,sans-serif;fill:#222}.title{font-size:20px;font-weight:600}.small{font-size:12px;fill:#666}',
    '.panel{font-size:15px;font-weight:600}.label,.figure{font-size:12px}.ratio{font-size:12px;font-weight:600;fill:#2f6f4f}</style>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    text(MARGIN, 34, title, 'title'),
    text(MARGIN, 54, subtitle, 'small'),
    ...legend(),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function bar(y: number, side: SideName, rate: number, most: number, ratio: string): string {
  const x = MARGIN + LABEL_WIDTH;
  const width = Math.max(1, (rate / most) * BAR_WIDTH_MAX);
  const rectangle = `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT - 1}" fill="${colours[side]}"/>`;
  const figure = text(x + width + 6, y + BAR_HEIGHT - 3, `${rateText(rate)}/s`, 'figure');
  return ratio === ''
    ? rectangle + figure
    : rectangle + figure + text(x + width + 90, y + BAR_HEIGHT - 3, ratio, 'ratio');
}

function legend(): string[] {
  return sideNames.flatMap((side, index) => {
    const x = WIDTH - MARGIN - 160 + index * 90;
    return [`<rect x="${x}" y="24" width="12" height="12" fill="${colours[side]}"/>`, text(x + 18, 34, side, 'small')];
  });
}

function text(x: number, y: number, content: string, style: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" class="${style}">${escapeText(content)}</text>`;
}

function escapeText(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
