/**
 * Columns whose distance from the span of those before is below this share of their length count as collinear. R's lm
 * uses 1e-7; with full-length columns and Householder reflections a ten-thousandth of that still leaves seven digits (NIST Filip).
 */
const COLLINEAR = 1e-11;

/** A design matrix as an orthogonal and a triangular factor: X = QR. */
export interface Qr {
  kind: 'qr';
  n: number;
  k: number;
  /** k × k upper triangle, row-major. */
  r: Float64Array;
  /** Replaces a vector of length n by Qᵀ times it, or by Q times it. */
  rotate(vector: Float64Array): void;
  rotateBack(vector: Float64Array): void;
}

/**
 * How does a design matrix split into orthogonal and triangular factors, and are its columns independent?
 *
 * Householder reflections: the normal equations would square the condition number.
 *
 * @param columns  k columns of length n ≥ k
 * @returns the factors; or the indices of the columns that lie in the span of those before them
 * @source  Golub & Van Loan, Matrix Computations, Algorithm 5.2.1
 * @example qr([[1, 1, 1], [0, 1, 2]])
 */
export function qr(columns: readonly ArrayLike<number>[]): Qr | { kind: 'collinear'; columns: number[] } {
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  const a = new Float64Array(n * k);
  for (let j = 0; j < k; j++) a.set(Float64Array.from(columns[j]!), j * n);
  const lengths = Float64Array.from(columns, (_, j) => norm(a, j * n, (j + 1) * n));
  const diagonal = new Float64Array(k);
  const collinear: number[] = [];
  for (let j = 0; j < k; j++) {
    diagonal[j] = reflect(a, n, k, j);
    if (!(Math.abs(diagonal[j]!) > COLLINEAR * lengths[j]!)) collinear.push(j);
  }
  if (collinear.length > 0) return { kind: 'collinear', columns: collinear };

  const r = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    r[i * k + i] = diagonal[i]!;
    for (let j = i + 1; j < k; j++) r[i * k + j] = a[j * n + i]!;
  }
  const rotateAll = (vector: Float64Array, order: Iterable<number>) => {
    for (const j of order) applyReflection(a, j * n, j, n, vector, 0);
  };
  const forward = [...diagonal.keys()];
  const backward = forward.toReversed();
  return {
    kind: 'qr',
    n,
    k,
    r,
    rotate: (vector) => rotateAll(vector, forward),
    rotateBack: (vector) => rotateAll(vector, backward),
  };
}

/**
 * Triangularizes an n × k matrix in place, for hot loops that want nothing but R.
 *
 * @param a  n × k, column-major; holds the reflections below and the rows of R above the diagonal afterwards
 * @param diagonal  receives R's diagonal, length k
 * @example triangularize(Float64Array.of(3, 4), 2, 1, out)  // out[0] = −5
 */
export function triangularize(a: Float64Array, n: number, k: number, diagonal: Float64Array): void {
  for (let j = 0; j < k; j++) diagonal[j] = reflect(a, n, k, j);
}

/** Zeroes column j below its diagonal and carries the later columns along; returns the diagonal element of R. */
function reflect(a: Float64Array, n: number, k: number, j: number): number {
  const start = j * n;
  const length = norm(a, start + j, start + n);
  if (length === 0) return 0;
  const head = a[start + j]!;
  const diagonal = head > 0 ? -length : length;
  // The reflector is scaled to squared length 2, so that applying it needs no further factor.
  const scale = 1 / Math.sqrt(length * (length + Math.abs(head)));
  a[start + j] = (head - diagonal) * scale;
  for (let i = start + j + 1; i < start + n; i++) a[i]! *= scale;
  for (let c = j + 1; c < k; c++) applyReflection(a, start, j, n, a, c * n);
  return diagonal;
}

/** vector ← vector − v (vᵀ vector) over rows j … n − 1, v being the reflector kept in column `start`. */
function applyReflection(a: Float64Array, start: number, j: number, n: number, vector: Float64Array, at: number): void {
  let product = 0;
  for (let i = j; i < n; i++) product += a[start + i]! * vector[at + i]!;
  for (let i = j; i < n; i++) vector[at + i]! -= product * a[start + i]!;
}

/** Euclidean length of a[from … to), scaled where squares would leave the range of doubles. */
function norm(a: Float64Array, from: number, to: number): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += a[i]! * a[i]!;
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);
  return Math.hypot(...a.subarray(from, to));
}
