/**
 * Know what creative work costs in credits before you buy the plan. The forms of catalogs, scenarios and ledger files, and of all
 * results, are described in full by the JSON Schemas in `creditcast/schema/`; the comments here say what a reader of results needs.
 */

export function createEstimator(options?: EstimatorOptions): Promise<Estimator>;

/** What is wrong with an input: all of it at once. */
export class CreditcastError extends Error {
  constructor(errors: InputError[]);
  readonly name: 'CreditcastError';
  readonly errors: InputError[];
}

export interface EstimatorOptions {
  /** A catalog: what a platform sells. Several by `catalogs`; of two with one id the later counts. */
  catalog?: Source<Catalog>;
  catalogs?: Iterable<Source<Catalog>>;
  /** The bytes of creditcast.wasm, or what they compiled to. Default: the file next to this one. */
  wasmBinary?: ArrayBuffer | ArrayBufferView | WebAssembly.Module;
  /** Where creditcast.wasm lies, relative to the page. */
  wasmUrl?: string | URL;
  /** Errors tell how their sentences are put together: `InputError.words`. */
  words?: boolean;
}

/** Works on an instance of its own. A promise is rejected with a CreditcastError where the input is wrong. */
export interface Estimator {
  /** Closed form: expected values. */
  estimate(scenario: Source<Scenario>, options?: Choice): Promise<EstimateResult>;
  /** One path, event by event. */
  simulate(scenario: Source<Scenario>, options?: SimulateOptions): Promise<SimulateResult>;
  /** The ledger of that path: every entry with its reason. */
  trace(scenario: Source<Scenario>, options?: SimulateOptions): Promise<TraceEntry[]>;
  /** The distribution over many paths, in steps of a few milliseconds, between which the event loop goes on. */
  forecast(scenario: Source<Scenario>, options?: ForecastOptions): Promise<ForecastResult>;
  /** Plans and platforms side by side on the same demand, and which to take; in steps too. */
  compare(scenario: Source<Scenario>, options?: CompareOptions): Promise<CompareResult>;
  /** A forecast or a comparison that the caller walks, and whose answer can be had before the last path. */
  begin(verb: 'forecast', scenario: Source<Scenario>, options?: Omit<ForecastOptions, 'onProgress' | 'signal'>): Promise<Job<ForecastResult>>;
  begin(verb: 'compare', scenario: Source<Scenario>, options?: Omit<CompareOptions, 'onProgress' | 'signal'>): Promise<Job<CompareResult>>;
  /** Whether catalogs, scenarios and ledger files are right; what is wrong is an answer here, not a rejection. */
  check(...inputs: Source<Catalog | Scenario | LedgerFile>[]): Promise<CheckResult | ErrorsResult>;
  /** The catalogs at hand; one in full, with where each figure comes from. */
  platforms(options?: { id?: string }): Promise<PlatformsResult>;
  /** A usage export, CSV, becomes the scenario that goes on like it: on a platform, or in place of a scenario's work. */
  calibrate(usage: Source<string>, options: CalibrateOptions): Promise<CalibrateResult>;
  /** Grants and usage replayed through the ledger alone. */
  ledger(file: Source<LedgerFile>): Promise<LedgerResult>;
  /** Runs a result's inputs again and compares to the bit. */
  replay(result: Source<EstimateResult | SimulateResult | ForecastResult | CompareResult | LedgerResult>): Promise<ReplayResult>;
  /** The exact text that the program `creditcast` writes for the verb, be it a result or errors. */
  raw(verb: Verb, request?: RawRequest): Promise<string>;
  /** Gives the memory back. Whatever is asked later, or still runs, is rejected. */
  dispose(): void;
}

export interface Job<Result> {
  readonly paths: number;
  readonly done: number;
  /** All paths are walked, or something is wrong, which `result` then tells. */
  readonly finished: boolean;
  /** Event by event, where a path takes a hundred times as long. */
  readonly byEvents: boolean;
  /** Walks for about so many milliseconds (default 12), up to so many paths in all; false where there is nothing more to walk. */
  work(milliseconds?: number, upTo?: number): boolean;
  /** The result over the paths walked so far (at least one), as it is for so many paths; throws a CreditcastError. */
  result(): Result;
  /** The same as the program's exact text, be it a result or errors. */
  text(): string;
  /** Gives its memory back. To be called in any case. */
  end(): void;
}

export type Verb = 'check' | 'estimate' | 'simulate' | 'trace' | 'forecast' | 'compare' | 'platforms' | 'ledger' | 'calibrate' | 'replay';

/**
 * An object; or its JSON text or UTF-8 bytes, which keep every decimal exact and give errors their line and column; or such a
 * text with the name that errors call it by.
 */
export type Source<T> = T | string | Uint8Array | { name?: string; text: string | Uint8Array };

export interface RawRequest {
  files?: Source<object>[];
  options?: object;
}

// --- options -------------------------------------------------------------------------------------------------------------

/** What to run a scenario on; by default what it says itself. */
export interface Choice {
  plan?: string;
  term?: string;
  pack?: string;
  habit?: string;
}
export interface SimulateOptions extends Choice {
  /** A whole number, 0 to 2^53 - 1. Default 1. */
  seed?: number;
  path?: number;
}
export interface ForecastOptions extends Choice {
  seed?: number;
  /** 1 to 10,000,000; event by event to 1,000,000. Default 10,000. */
  paths?: number;
  /** `auto` takes the first of the others that applies; `exact` has no paths to walk. */
  method?: 'auto' | 'exact' | 'sample' | 'events';
  /** Also what each input moves, one at a time. It comes after the last step, in one go. */
  sensitivity?: boolean;
  /** Called between steps. */
  onProgress?: (progress: { done: number; paths: number }) => void;
  signal?: AbortSignal;
}
export interface CompareOptions {
  habit?: string;
  seed?: number;
  /** Default 2,000 for each plan. */
  paths?: number;
  /** "plan" or "plan/term". Default: all. */
  plans?: string[];
  /** Default: the scenario's own. */
  platforms?: string[] | 'all';
  /** Called between steps. */
  onProgress?: (progress: { done: number; paths: number }) => void;
  signal?: AbortSignal;
}

export type UsageColumn = 'date' | 'work' | 'detail' | 'credits' | 'outputs' | 'user';
/** One of `platform` and `scenario`. What is left out of the rest is guessed from the table. */
export interface CalibrateOptions {
  platform?: string;
  /** Default: the platform's first. */
  plan?: string;
  scenario?: Source<Scenario>;
  /** Where a column stands, from 0; null: there is none. */
  columns?: Partial<Record<UsageColumn, number | null>>;
  /** The first row names the columns. */
  header?: boolean;
  /** Dates are written month, day, year. */
  month_first?: boolean;
  decimal_comma?: boolean;
}

// --- inputs --------------------------------------------------------------------------------------------------------------

/** See schema/catalog.schema.json. */
export interface Catalog {
  schema: string;
  id: string;
  [key: string]: unknown;
}
/** See schema/scenario.schema.json. */
export interface Scenario {
  schema: string;
  id: string;
  plan: string;
  streams: object[];
  [key: string]: unknown;
}
/** See schema/ledger.schema.json. */
export interface LedgerFile {
  schema: string;
  start: string;
  until: string;
  [key: string]: unknown;
}

// --- what results share --------------------------------------------------------------------------------------------------

/** A decimal of at most six places, at most 8 thousand million: exact as it is printed. */
export type Amount = number;
/** From 0 to 1; 0 and 1 only where exact. */
export type Probability = number;
/** SHA-256, 64 hexadecimal digits. */
export type Digest = string;
/** YYYY-MM-DD */
export type DateText = string;

export interface InputError {
  /** The rule: "unknown_key", "out_of_range", ... */
  code: string;
  file: string;
  /** From 1; 0: unknown. */
  line: number;
  /** From 1, in code points; 0: unknown. */
  column: number;
  /** JSON pointer; empty: the whole file. */
  pointer: string;
  what: string;
  allowed: string;
  /** `what` and `allowed` once more, for other languages; only where the estimator was asked for `words`. */
  words?: [Words, Words];
}
/** A text as it stands in every language, or a pattern ("the key {0} is missing") and its parts. */
export type Words = string | [string, ...Words[]];

interface Stamp<Name extends string> {
  schema: `creditcast/${Name}@1`;
  version: string;
  /** Of the text without the lines "version" and "digest". */
  digest: Digest;
  inputs_digest: Digest;
}

/** All that gave the result. */
export interface ScenarioRequest {
  verb: string;
  options: Record<string, unknown>;
  scenario: Scenario;
  catalogs: CatalogDigest[];
}
export interface CatalogDigest {
  id: string;
  digest: Digest;
}

/** Quantiles by order statistics with their 95 % intervals. */
export interface Summary {
  mean: Amount;
  standard_error: Amount;
  /**
   * Of one path, or of one month where months are pooled. Null for finished pieces of an exact forecast that does not follow what
   * blocked requests change in it.
   */
  standard_deviation: Amount | null;
  p10: Amount;
  p50: Amount;
  p90: Amount;
  intervals: Record<'p10' | 'p50' | 'p90', [low: Amount, high: Amount]>;
}
/** Asked and not paid. */
export interface Blocked {
  requests: number;
  credits: Amount;
}
export type Provenance = 'published' | 'range' | 'example' | 'assumed' | 'yours' | 'unpublished';
/** A figure that an answer rests on. */
export interface RestsOn {
  /** JSON pointer into the catalog. */
  pointer: string;
  label: string;
  value?: Amount;
  low?: Amount;
  high?: Amount;
  is: Provenance;
  source?: string;
  url?: string;
  read?: DateText;
  why?: string;
  note?: string;
}

// --- results -------------------------------------------------------------------------------------------------------------

export interface EstimateResult extends Stamp<'estimate'> {
  unit: string;
  lines: {
    label: string;
    stream: string;
    phase: string;
    unit: string;
    quantity: Amount;
    /** Null, as `credits`: no price is known. */
    each: Amount | null;
    credits: Amount | null;
  }[];
  credits_per_month: Amount;
  with_buffer: { low: Amount; high: Amount };
  /** False: a part has no price, and the totals are a lower bound. */
  complete: boolean;
  rests_on: RestsOn[];
  request: ScenarioRequest;
}

export interface Tally {
  id: string;
  requests: number;
  credits: Amount;
  blocked: Blocked;
}
export interface SimulateResult extends Stamp<'simulate'> {
  seed: number;
  plan: string;
  term: string;
  unit: string;
  currency: string;
  months: {
    index: number;
    spend: Amount;
    expired: Amount;
    blocked: Blocked;
    money: Amount;
    requests: number;
    finished: number;
    utilities_skipped: number;
    slow: number;
    purchases: number;
    short_of_credit: boolean;
  }[];
  /** Null: beyond the largest amount. */
  total: {
    spend: Amount | null;
    expired: Amount | null;
    blocked: { requests: number; credits: Amount | null };
    money: Amount | null;
    requests: number;
    finished: number;
  };
  run_out: { day: number | null; needed_purchase: boolean };
  debt: Amount;
  money_spread: Amount;
  by_pool: Tally[];
  by_phase: Tally[];
  by_action: Tally[];
  by_model: Tally[];
  by_owner: Tally[];
  by_stream: Tally[];
  complete: boolean;
  money_complete: boolean;
  request: ScenarioRequest;
}

export interface CalibrateResult {
  schema: string;
  table: { separator: ',' | ';' | '\t'; rows: number; preview: string[][] };
  mapping: { columns: Record<UsageColumn, number | null>; header: boolean; month_first: boolean; decimal_comma: boolean };
  /** The first of the rows that could not be read. */
  unread: { line: number; cell: string; what: string }[];
  unread_rows: number;
  /** Why no row can be read: a column that is not there. What follows is then missing. */
  lacks?: string;
  observed?: { first: DateText; last: DateText; months: Amount; rows: number };
  streams?: {
    work: string;
    action: string;
    options: Record<string, string>;
    owner: string;
    rows: number;
    credits: Amount;
    /** Of one request, by the catalog. */
    price: Amount | null;
    per: 'working_day' | 'month';
    rate: Amount;
  }[];
  /** What the platform has nothing for; the first of its kinds. */
  unmatched?: { work: string; rows: number; credits: Amount }[];
  unmatched_kinds?: number;
  /** Missing where nothing of the table fits. */
  scenario?: Scenario;
}

export type EntryKind =
  | 'grant' | 'purchase' | 'draw' | 'expire' | 'refill' | 'void' | 'take_back' | 'refund' | 'repay' | 'owe' | 'forgive' | 'blocked';
export interface TraceEntry {
  day: number;
  month: number;
  date?: DateText;
  day_of_month?: number;
  kind: EntryKind;
  pool?: string;
  lot?: number;
  unit: string;
  amount: Amount;
  /** Of the pool, after the entry. */
  balance?: Amount;
  usage?: number;
  stream?: string;
  /** Of the stream on that day, from 1. */
  occurrence?: number;
  phase?: string;
  try?: number;
  /** The action with its options, in words. */
  asked?: string;
  utility?: true;
  failed?: true;
  owner?: string;
  stopped?: 'gate' | 'owner_cap' | 'no_credit';
  cause?: 'grant' | 'opening' | 'purchase' | 'spend_refill' | 'drip' | 'rollover_cap' | 'plan_end';
  plan?: string;
  pack?: string;
  /** Paid for the pack. */
  money?: Amount;
  reason: string;
}

/** Means a month. */
export interface Part {
  id: string;
  label: string;
  /** Of a pool: those it had a part in, known event by event only. */
  requests?: Amount;
  credits: Amount;
  of_total: Probability;
  spend?: Summary;
  over_budget?: Probability;
  over_by?: Amount;
  blocked: Blocked;
}
export interface ForecastResult extends Stamp<'forecast'> {
  method: 'exact' | 'sample' | 'events';
  /** What stood against tables: the paths were walked event by event. */
  why?: string;
  /** Exact: 0. */
  paths: number;
  /** Exact: most by which a chance, or the rank of a quantile, may be off. */
  bound?: Probability;
  seed: number;
  plan: string;
  term: string;
  pack: string;
  unit: string;
  currency: string;
  months: {
    index: number;
    spend: Summary;
    expired: Summary;
    blocked: Blocked;
    /** Cash on its day. */
    money: Summary;
    /** Paths whose first blocked or saved request falls in this month. */
    run_out: Probability;
    /** Paths with any such request in this month. */
    short_of_credit: Probability;
    /** Means, in the order of `by_phase`. */
    spend_by_phase: number[];
  }[];
  /** All months pooled. */
  typical_month: { spend: Summary; money: Summary; expired: Summary };
  total: { spend: Summary; money: Summary; expired: Summary };
  /** Each term spread over its months. */
  money_per_month: Summary;
  blocked: Blocked;
  run_out: {
    probability: Probability;
    day: Summary | null;
    needs_purchase: Probability;
    /** Of all paths; days on which none runs out are left out. */
    by_day: { day: number; probability: Probability; by_then: Probability }[];
  };
  /** How often the work asks for no more than the estimate with a buffer (0.2: 20 %) on top. */
  buffer: {
    /** False: what blocked or slowed work would have gone on to ask for is not known, so the chances are upper bounds. */
    demand_known: boolean;
    lines: { buffer: Amount; credits_per_month: Amount; month: Probability; horizon: Probability }[];
  };
  by_pool: Part[];
  by_phase: Part[];
  by_action: Part[];
  by_model: Part[];
  by_owner: Part[];
  by_event: Part[];
  finished: Summary;
  credits_per_finished: Amount | null;
  money_per_finished: Amount | null;
  utilities_skipped: Amount;
  slow: Amount;
  debt: Amount;
  budget: { id: string; budget: Amount; exceeded: Probability; by: Amount }[];
  complete: boolean;
  /** False: the plan or a pack has no price. */
  money_complete: boolean;
  rests_on: RestsOn[];
  balance_paths: number;
  balance: { day: number; pool: string; p10: Amount; p50: Amount; p90: Amount }[];
  /** Where it was asked for. */
  sensitivity?: {
    /** Behind each sum of money. */
    paths: number;
    /** Of the estimate: what the work needs. */
    credits_per_month: Amount;
    money_per_month: Amount | null;
    /** The widest first. */
    inputs: SensitivityInput[];
    /** Inputs that move the estimate less than these. */
    left_out: number;
  };
  request: ScenarioRequest;
}
/** One input a tenth down and up (a published range of prices: its ends), all else and the random numbers as they were. */
export interface SensitivityInput {
  kind: 'rate' | 'growth' | 'failure' | 'acceptance' | 'batch' | 'price' | 'working_days';
  /** In the scenario; of a price in the catalog. */
  pointer: string;
  label: string;
  /** Prices are factors, so theirs is 1. */
  base: Amount;
  low: SensitivitySide;
  high: SensitivitySide;
}
export interface SensitivitySide {
  value: Amount;
  credits_per_month: Amount;
  money_per_month: Amount | null;
  /** Than at the base, path by path. */
  money_more: { mean: Amount; standard_error: Amount } | null;
}

export interface PlanRow {
  platform: string;
  platform_name: string;
  plan: string;
  plan_name: string;
  term: string;
  pack: string;
  /** False: a legacy plan, never recommended. */
  open: boolean;
  /** False: the platform lacks what the scenario needs; `missing` says what. */
  has_work: boolean;
  missing: string;
  complete: boolean;
  currency: string;
  /** Null: a price is missing. */
  money_per_month: Summary | null;
  /** Money a month less that of the platform's first row, path by path on the same demand. */
  money_to_first?: { mean: Amount; standard_error: Amount };
  /** The mean over months of the chance to run short in one. */
  run_out: Probability;
  worst_month: Probability;
  /** The mean over months of the chance that lack of credit blocks work in one; what a purchase pays is not blocked. */
  blocked_month: Probability;
  wasted: Summary;
  blocked: Blocked;
  money_per_finished: Amount | null;
  credits_per_month: Amount;
  covers_buffer: { low: boolean; high: boolean };
  generations: { label: string; each: Amount; count: number; gated: boolean }[];
  assumed: RestsOn[];
}
export interface CompareResult extends Stamp<'compare'> {
  paths: number;
  seed: number;
  unit: string;
  recommended: { platform: string; plan: string; term: string; pack: string; reason: string } | null;
  plans: PlanRow[];
  /** Below so many credits a month `from` is cheaper, above it `to`. */
  break_even: { from: string; to: string; credits_per_month: Amount; money_per_month: Amount }[];
  rests_on: RestsOn[];
  request: ScenarioRequest;
}

export interface CheckResult extends Stamp<'check'> {
  ok: true;
  files: { name: string; kind: 'catalog' | 'scenario' | 'ledger'; id: string }[];
  request: { verb: string; options: object; files: { name: string; digest: Digest }[]; catalogs: CatalogDigest[] };
}
export interface ErrorsResult {
  schema: 'creditcast/errors@1';
  ok: false;
  errors: InputError[];
}

export interface PlatformsResult extends Stamp<'platforms'> {
  platforms: {
    id: string;
    name: string;
    url: string;
    as_of: DateText;
    currency: string;
    main_unit: string;
    plans: string[];
    capabilities: string[];
    /** How many figures there are of each provenance. */
    figures: Record<Provenance, number>;
    catalog_digest: Digest;
  }[];
  /** With an id alone, as `rests_on`. */
  notes?: string[];
  rests_on?: CatalogFigure[];
  request: { verb: string; options: object; catalogs: CatalogDigest[] };
}
export interface CatalogFigure extends RestsOn {
  /** What contradicting sources say. */
  others?: { value: Amount; source?: string; url?: string; read?: DateText; note?: string }[];
  /** The same from a later day on. */
  dated?: { from: DateText; value: Amount; source?: string; url?: string; read?: DateText }[];
}

export interface LedgerResult extends Stamp<'ledger_result'> {
  lots: { id: string; granted: Amount; drawn: Amount; expired: Amount; voided: Amount; remaining: Amount }[];
  /** Owed at the end. */
  overage: Amount;
  billed: Amount;
  blocked: Amount;
  /** `in_run` false: outside the run, so nothing was asked of the ledger. */
  usage: { id: string; in_run: boolean; paid_by: [lot: string, amount: Amount][]; uncovered: Amount }[];
  entries: { at: string; kind: EntryKind; lot?: string; usage?: string; amount: Amount; reason?: string }[];
  failed_take_backs: InputError[];
  request: { verb: string; options: object; ledger: LedgerFile; catalogs: CatalogDigest[] };
}

export interface ReplayResult extends Stamp<'replay'> {
  same: true;
  verb: string;
  result_digest: Digest;
  result_version: string;
  request: { verb: string; options: object; result: Digest; catalogs: CatalogDigest[] };
}
