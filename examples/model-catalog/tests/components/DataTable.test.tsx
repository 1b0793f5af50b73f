import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DataTable, type Column } from "@/components/ui/DataTable";

type Row = { id: string; name: string };
const columns: Column<Row>[] = [
  { id: "name", header: "Name", cell: (row) => row.name, sortValue: (row) => row.name },
];

function render(rows: Row[] | undefined) {
  return renderToStaticMarkup(
    <DataTable caption="Rows" columns={columns} rows={rows} rowId={(row) => row.id} />,
  );
}

it("says that it is loading", () => {
  expect(render(undefined)).toContain("Loading");
});

it("says that it is empty", () => {
  expect(render([])).toContain("Nothing here yet");
});

it("shows a row with its id", () => {
  expect(render([{ id: "r1", name: "Aurora" }])).toContain('data-row-id="r1"');
});
