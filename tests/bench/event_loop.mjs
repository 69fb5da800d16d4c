// Workload B1 as a hand-written JavaScript event loop: every request is drawn, priced and paid by itself. What one would write by
// hand for this one scenario: integers only, nothing allocated, no call within a year, and the generator (Chris Doty-Humphrey's
// sfc32) and the payment written out wherever they are used, since what they change must live in local variables to be fast.
//   node event_loop.mjs [PATHS] [SEED]

const MONTHS = 12;
const WORKING_DAYS = 22;
const DAILY = 100;
const MONTHLY = 15_000;
const BOUGHT = 20_000;
const DRAFT = 20;
const STANDARD = 40;
const HIGH = 120;
const UPSCALE = 60;

// Draws are compared as signed 32-bit integers, which V8 keeps in registers as they are.
const below = (chance) => Math.min(Math.round(chance * 2 ** 32), 2 ** 32 - 1) - 2 ** 31;
const ACCEPTED = Int32Array.from([0.35, 0.55, 0.75, 0.9].flatMap((chance) => [chance, chance, chance]), below);
const FOUR = below(1 / 3);
const FIVE = below(2 / 3);
const BATCH_AGAIN = below(0.2);
const HERO_AGAIN = below(0.25);
const UPSCALED = below(0.3);
/** The number of projects a day, Poisson with mean 1.5: the last draw that gives at most so many. */
const PROJECTS = new Int32Array(16);
for (let n = 0, chance = Math.exp(-1.5), sum = 0; n < PROJECTS.length; n += 1) {
  sum += chance;
  chance *= 1.5 / (n + 1);
  PROJECTS[n] = Math.min(Math.round(sum * 2 ** 32) - 1, 2 ** 32 - 1) - 2 ** 31;
}
PROJECTS[15] = 2 ** 31 - 1;

/** The generator between years, and what the last year could not pay. */
const state = new Int32Array(4);
let unpaidOfYear = 0;

function sow(seed) {
  let a = 0;
  let b = seed | 0;
  let c = 0;
  let d = 1;
  for (let i = 0; i < 12; i += 1) {
    const u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
  }
  state.set([a, b, c, d]);
}

/** One year; gives back its demand. */
function year() {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let u = 0;
  let paid = 0;
  let unpaid = 0;
  let bought = BOUGHT;
  for (let month = 0; month < MONTHS; month = (month + 1) | 0) {
    let monthly = MONTHLY;
    for (let day = 0; day < WORKING_DAYS; day = (day + 1) | 0) {
      let daily = DAILY;
      u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
      let projects = 0;
      while (u > PROJECTS[projects]) projects = (projects + 1) | 0;
      for (; projects > 0; projects = (projects - 1) | 0) {
        let ended = 0; // by a blocked request; what it would still have asked for is demand all the same
        for (let request = 0; request < 12; request = (request + 1) | 0) {
          if (DRAFT > ((((daily + monthly) | 0) + bought) | 0) || ended !== 0) {
            ended = 1;
            unpaid = (unpaid + DRAFT) | 0;
          } else if (DRAFT <= daily) {
            daily = (daily - DRAFT) | 0;
          } else {
            monthly = (monthly - ((DRAFT - daily) | 0)) | 0;
            daily = 0;
            if (monthly < 0) {
              bought = (bought + monthly) | 0;
              monthly = 0;
            }
          }
          u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
          if (u < ACCEPTED[request]) break;
        }
        u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
        const batch = u < FOUR ? 4 * STANDARD : u < FIVE ? 5 * STANDARD : 6 * STANDARD;
        do {
          if (batch > ((((daily + monthly) | 0) + bought) | 0) || ended !== 0) {
            ended = 1;
            unpaid = (unpaid + batch) | 0;
          } else if (batch <= daily) {
            daily = (daily - batch) | 0;
          } else {
            monthly = (monthly - ((batch - daily) | 0)) | 0;
            daily = 0;
            if (monthly < 0) {
              bought = (bought + monthly) | 0;
              monthly = 0;
            }
          }
          u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
        } while (u < BATCH_AGAIN);
        do {
          if (HIGH > ((((daily + monthly) | 0) + bought) | 0) || ended !== 0) {
            ended = 1;
            unpaid = (unpaid + HIGH) | 0;
          } else if (HIGH <= daily) {
            daily = (daily - HIGH) | 0;
          } else {
            monthly = (monthly - ((HIGH - daily) | 0)) | 0;
            daily = 0;
            if (monthly < 0) {
              bought = (bought + monthly) | 0;
              monthly = 0;
            }
          }
          u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
        } while (u < HERO_AGAIN);
        u = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = (((c << 21) | (c >>> 11)) + u) | 0;
        if (u < UPSCALED) {
          if (UPSCALE > ((((daily + monthly) | 0) + bought) | 0) || ended !== 0) {
            ended = 1;
            unpaid = (unpaid + UPSCALE) | 0;
          } else if (UPSCALE <= daily) {
            daily = (daily - UPSCALE) | 0;
          } else {
            monthly = (monthly - ((UPSCALE - daily) | 0)) | 0;
            daily = 0;
            if (monthly < 0) {
              bought = (bought + monthly) | 0;
              monthly = 0;
            }
          }
        }
      }
      paid = (paid + ((DAILY - daily) | 0)) | 0;
    }
    paid = (paid + ((MONTHLY - monthly) | 0)) | 0;
  }
  paid = (paid + ((BOUGHT - bought) | 0)) | 0;
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
  unpaidOfYear = unpaid;
  return (paid + unpaid) | 0;
}

const ORIGIN = 190_000; // squares are of the distance from here

function run(paths, seed) {
  sow(seed);
  let demand = 0;
  let demandSquares = 0;
  let spent = 0;
  let spentSquares = 0;
  let runOutYears = 0;
  for (let path = 0; path < paths; path += 1) {
    const wanted = year() - ORIGIN;
    const paid = wanted - unpaidOfYear;
    demand += wanted;
    demandSquares += wanted * wanted;
    spent += paid;
    spentSquares += paid * paid;
    if (unpaidOfYear > 0) runOutYears += 1;
  }
  const mean = (sum) => ORIGIN + sum / paths;
  const deviation = (sum, squares) => (paths < 2 ? 0 : Math.sqrt((squares - (sum * sum) / paths) / (paths - 1)));
  return {
    mean: mean(demand),
    sd: deviation(demand, demandSquares),
    run_out_share: runOutYears / paths,
    spent_mean: mean(spent),
    spent_sd: deviation(spent, spentSquares),
  };
}

const paths = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 1);
run(1_000, ~seed); // compiled before the clock starts
const begin = performance.now();
const figures = run(paths, seed);
const seconds = (performance.now() - begin) / 1000;
console.log(JSON.stringify({ paths, seconds, ...figures }));
