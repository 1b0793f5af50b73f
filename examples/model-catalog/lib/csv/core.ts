export type CsvCell = string | number | boolean | null | undefined;

/** Starts that spreadsheet programs take for a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

function encodeCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) {
    return "";
  }
  if (typeof cell !== "string") {
    return String(cell);
  }
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * RFC 4180 text with a header line and CRLF line ends. Text that a spreadsheet
 * would run as a formula is made harmless.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => row.map(encodeCell).join(",")).join("\r\n") + "\r\n";
}

/** Reads RFC 4180 text back into rows; quotes may hold commas and line ends. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (char === '"') {
        quoted = false;
      } else {
        cell += char;
      }
    } else if (char === '"') {
      quoted = true;
    } else if (char === ",") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else if (char !== "\r") {
      cell += char;
    }
  }
  if (cell.length > 0 || row.length > 0) {
    rows.push([...row, cell]);
  }
  return rows;
}
