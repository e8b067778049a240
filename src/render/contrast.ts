/** A colour as `#rrggbb`, in sRGB. */
export type Colour = string;

/**
 * How far do two colours stand out from each other?
 *
 * @returns the contrast ratio, 1 (the same luminance) to 21 (black on white)
 * @source https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 * @example contrastOf('#000000', '#ffffff')  // 21
 */
export function contrastOf(a: Colour, b: Colour): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** A colour with a share of another one in it: 0 leaves it, 1 is the other. */
export function mixed(colour: Colour, other: Colour, share: number): Colour {
  const [from, to] = [channels(colour), channels(other)];
  return hex(from.map((value, i) => value + (to[i]! - value) * share));
}

/** What readers without one kind of cone see, by what they lack. */
export type ColourVision = keyof typeof VISION;

/**
 * How far apart are two colours to a reader with this vision?
 *
 * @returns the distance in CIELAB (ΔE*ab, CIE 1976): about 2 is just seen, 100 is black against white
 * @source Machado, Oliveira, Fernandes 2009, IEEE TVCG 15(6), severity 1.0
 */
export function distanceAsSeen(a: Colour, b: Colour, vision: ColourVision): number {
  const [p, q] = [a, b].map((colour) => lab(asSeen(linear(colour), VISION[vision])));
  return Math.hypot(...p!.map((value, i) => value - q![i]!));
}

const VISION = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

function asSeen(rgb: readonly number[], matrix: readonly (readonly number[])[]): number[] {
  return matrix.map((row) => Math.min(1, Math.max(0, product(row, rgb))));
}

/** CIELAB under D65, from linear sRGB. */
function lab(rgb: readonly number[]): number[] {
  const [x, y, z] = [
    product([0.4124564, 0.3575761, 0.1804375], rgb) / 0.95047,
    product(LUMINANCE, rgb),
    product([0.0193339, 0.119192, 0.9503041], rgb) / 1.08883,
  ].map((t) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29));
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

const LUMINANCE = [0.2126, 0.7152, 0.0722];

function luminance(colour: Colour): number {
  return product(LUMINANCE, linear(colour));
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function linear(colour: Colour): number[] {
  return channels(colour)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

function channels(colour: Colour): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hex(rgb: readonly number[]): Colour {
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
