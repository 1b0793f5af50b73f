import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";

const crons = cronJobs();

crons.daily(
  "sync model metadata from HuggingFace",
  { hourUTC: 3, minuteUTC: 20 },
  internal.actions.syncHuggingFace.syncHuggingFace,
  {},
);

export default crons;
