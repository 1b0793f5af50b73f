/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type * as actions_syncHuggingFace from "../actions/syncHuggingFace.js";
import type * as crons from "../crons.js";
import type * as http from "../http.js";
import type * as internal_modelMetadata from "../internal/modelMetadata.js";
import type * as lib_audit from "../lib/audit.js";
import type * as lib_auth from "../lib/auth.js";
import type * as lib_chunk from "../lib/chunk.js";
import type * as lib_errors from "../lib/errors.js";
import type * as lib_slugs from "../lib/slugs.js";
import type * as lib_validators from "../lib/validators.js";
import type * as lib_vendorNames from "../lib/vendorNames.js";
import type * as mutations_addFavorite from "../mutations/addFavorite.js";
import type * as mutations_bulkUpdateModels from "../mutations/bulkUpdateModels.js";
import type * as mutations_createBenchmark from "../mutations/createBenchmark.js";
import type * as mutations_createModel from "../mutations/createModel.js";
import type * as mutations_createVendor from "../mutations/createVendor.js";
import type * as mutations_deactivateVendor from "../mutations/deactivateVendor.js";
import type * as mutations_deleteBenchmark from "../mutations/deleteBenchmark.js";
import type * as mutations_deleteModel from "../mutations/deleteModel.js";
import type * as mutations_publishModel from "../mutations/publishModel.js";
import type * as mutations_removeFavorite from "../mutations/removeFavorite.js";
import type * as mutations_setUserRole from "../mutations/setUserRole.js";
import type * as mutations_updateModel from "../mutations/updateModel.js";
import type * as mutations_updateProfile from "../mutations/updateProfile.js";
import type * as mutations_updateVendor from "../mutations/updateVendor.js";
import type * as queries_compareModels from "../queries/compareModels.js";
import type * as queries_exportModelsCsv from "../queries/exportModelsCsv.js";
import type * as queries_getDashboardStats from "../queries/getDashboardStats.js";
import type * as queries_getModel from "../queries/getModel.js";
import type * as queries_listAuditLog from "../queries/listAuditLog.js";
import type * as queries_listBenchmarks from "../queries/listBenchmarks.js";
import type * as queries_listFavorites from "../queries/listFavorites.js";
import type * as queries_listModels from "../queries/listModels.js";
import type * as queries_listUsers from "../queries/listUsers.js";
import type * as queries_listVendors from "../queries/listVendors.js";
import type * as queries_searchModels from "../queries/searchModels.js";

import type { ApiFromModules, FilterApi, FunctionReference } from "convex/server";

declare const fullApi: ApiFromModules<{
  "actions/syncHuggingFace": typeof actions_syncHuggingFace;
  crons: typeof crons;
  http: typeof http;
  "internal/modelMetadata": typeof internal_modelMetadata;
  "lib/audit": typeof lib_audit;
  "lib/auth": typeof lib_auth;
  "lib/chunk": typeof lib_chunk;
  "lib/errors": typeof lib_errors;
  "lib/slugs": typeof lib_slugs;
  "lib/validators": typeof lib_validators;
  "lib/vendorNames": typeof lib_vendorNames;
  "mutations/addFavorite": typeof mutations_addFavorite;
  "mutations/bulkUpdateModels": typeof mutations_bulkUpdateModels;
  "mutations/createBenchmark": typeof mutations_createBenchmark;
  "mutations/createModel": typeof mutations_createModel;
  "mutations/createVendor": typeof mutations_createVendor;
  "mutations/deactivateVendor": typeof mutations_deactivateVendor;
  "mutations/deleteBenchmark": typeof mutations_deleteBenchmark;
  "mutations/deleteModel": typeof mutations_deleteModel;
  "mutations/publishModel": typeof mutations_publishModel;
  "mutations/removeFavorite": typeof mutations_removeFavorite;
  "mutations/setUserRole": typeof mutations_setUserRole;
  "mutations/updateModel": typeof mutations_updateModel;
  "mutations/updateProfile": typeof mutations_updateProfile;
  "mutations/updateVendor": typeof mutations_updateVendor;
  "queries/compareModels": typeof queries_compareModels;
  "queries/exportModelsCsv": typeof queries_exportModelsCsv;
  "queries/getDashboardStats": typeof queries_getDashboardStats;
  "queries/getModel": typeof queries_getModel;
  "queries/listAuditLog": typeof queries_listAuditLog;
  "queries/listBenchmarks": typeof queries_listBenchmarks;
  "queries/listFavorites": typeof queries_listFavorites;
  "queries/listModels": typeof queries_listModels;
  "queries/listUsers": typeof queries_listUsers;
  "queries/listVendors": typeof queries_listVendors;
  "queries/searchModels": typeof queries_searchModels;
}>;

/** A utility for referencing Convex functions in your app's public API. */
export declare const api: FilterApi<typeof fullApi, FunctionReference<any, "public">>;

/** A utility for referencing Convex functions in your app's internal API. */
export declare const internal: FilterApi<typeof fullApi, FunctionReference<any, "internal">>;
