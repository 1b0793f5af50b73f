"use client";

import clsx from "clsx";
import { useMemo, useState, type ReactNode } from "react";

export type Column<Row> = {
  /** Also the key of the sort order. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Leave out for a column that cannot be sorted. */
  sortValue?: (row: Row) => string | number;
  align?: "left" | "right";
};

export type DataTableProps<Row, Id extends string> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => Id;
  /** With `onToggle`, a check box stands before every row. */
  selected?: ReadonlySet<Id>;
  onToggle?: (id: Id) => void;
  actions?: (row: Row) => ReactNode;
  emptyText?: string;
};

type SortOrder = { column: string; descending: boolean };

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: SortOrder | null,
): readonly Row[] {
  const sortValue = columns.find((column) => column.id === order?.column)?.sortValue;
  if (order === null || sortValue === undefined) {
    return rows;
  }
  const direction = order.descending ? -1 : 1;
  return [...rows].sort((left, right) => {
    const a = sortValue(left);
    const b = sortValue(right);
    return a === b ? 0 : (a < b ? -1 : 1) * direction;
  });
}

/** The table of every admin page: sorting, selection, loading and empty states. */
export function DataTable<Row, Id extends string>({
  caption,
  columns,
  rows,
  rowId,
  selected,
  onToggle,
  actions,
  emptyText = "Nothing here yet",
}: DataTableProps<Row, Id>) {
  const [order, setOrder] = useState<SortOrder | null>(null);
  const sorted = useMemo(
    () => (rows === undefined ? undefined : sortRows(rows, columns, order)),
    [rows, columns, order],
  );

  function toggleSort(column: Column<Row>) {
    if (column.sortValue !== undefined) {
      setOrder((before) => ({
        column: column.id,
        descending: before?.column === column.id && !before.descending,
      }));
    }
  }

  if (sorted === undefined) {
    return <p role="status">Loading…</p>;
  }
  if (sorted.length === 0) {
    return <p className="empty">{emptyText}</p>;
  }
  return (
    <div className="table-scroll">
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {onToggle !== undefined && <th scope="col" aria-label="Selected" />}
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={clsx(column.align === "right" && "numeric")}
                aria-sort={
                  order?.column === column.id
                    ? order.descending
                      ? "descending"
                      : "ascending"
                    : undefined
                }
              >
                {column.sortValue === undefined ? (
                  column.header
                ) : (
                  <button type="button" onClick={() => toggleSort(column)}>
                    {column.header}
                  </button>
                )}
              </th>
            ))}
            {actions !== undefined && <th scope="col">Actions</th>}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => {
            const id = rowId(row);
            return (
              <tr key={id} data-row-id={id}>
                {onToggle !== undefined && (
                  <td>
                    <input
                      type="checkbox"
                      aria-label="Select row"
                      checked={selected?.has(id) ?? false}
                      onChange={() => onToggle(id)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.id} className={clsx(column.align === "right" && "numeric")}>
                    {column.cell(row)}
                  </td>
                ))}
                {actions !== undefined && <td className="actions">{actions(row)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
