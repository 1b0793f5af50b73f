import { httpRouter } from "convex/server";
import { api } from "./_generated/api";
import { httpAction } from "./_generated/server";

const http = httpRouter();

/** Public, read-only JSON of the published catalogue. */
http.route({
  path: "/api/v1/models",
  method: "GET",
  handler: httpAction(async (ctx) => {
    const models = await ctx.runQuery(api.queries.listModels.listModels, {});
    return new Response(JSON.stringify({ models }), {
      headers: { "content-type": "application/json", "cache-control": "public, max-age=60" },
    });
  }),
});

export default http;
