import { ModelGrid } from "@/components/catalog/ModelGrid";

export default function CatalogPage() {
  return (
    <main>
      <h1>AI models</h1>
      <ModelGrid />
    </main>
  );
}
