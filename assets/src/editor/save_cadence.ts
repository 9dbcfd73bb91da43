/** The pause after the last key, and the longest time that something typed waits. */
export const QUIET_MS = 1_500;
export const MOST_MS = 5_000;

/** When what was first typed at `first` and last at `last` is to be saved. */
export function dueAt(first: number, last: number): number {
  return Math.min(last + QUIET_MS, first + MOST_MS);
}

/** How long to wait after the `failures`-th failure in a row: 2, 4, 8, 16, then 30 seconds. */
export function retryAfter(failures: number): number {
  return Math.min(2_000 * 2 ** Math.max(0, failures - 1), 30_000);
}
