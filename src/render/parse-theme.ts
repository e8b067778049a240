import { z } from 'zod';
import { type ProgramProblem, RealizedError } from '../errors.ts';
import { parseYaml, type YamlReading } from '../yaml.ts';
import { adoptTypeface } from './adopt-typeface.ts';
import { type Colour, type ColourVision, contrastOf, distanceAsSeen } from './contrast.ts';
import {
  type Chosen,
  darkPalette,
  lightPalette,
  MARK_CONTRAST,
  TEXT_CONTRAST,
  type THEME_COLOURS,
  towards,
} from './derive-palette.ts';
import { readLogo } from './logo.ts';
import type { ColourName, Palette, Theme } from './theme.ts';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, {
  error: ({ input }) => `«${input}» is not a colour\nwrite six hexadecimal digits in quotes, such as "#005eb8"`,
});
const colours = z.strictObject({
  improvement: colour.optional(),
  concern: colour.optional(),
  common: colour.optional(),
  ink: colour.optional(),
});
const file = z.string().refine((path) => !/^([/\\]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..'), {
  error: ({ input }) =>
    `«${input}» lies outside the program folder\nput the file beside program.yaml and name it from there`,
});

const family = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u, {
  error: ({ input }) => `«${input}» is no name of a typeface\nwrite letters, digits and spaces, such as Frutiger`,
});

const themeSchema = z.strictObject({
  colours: colours.default({}),
  dark: colours.default({}),
  fonts: z.strictObject({ family, regular: file, bold: file }).optional(),
  logo: z.strictObject({ file, alternative: z.string().min(1) }).optional(),
});

/** Which files does this theme name, by their paths in the program folder? None where it is not readable as a theme. */
export function filesOfTheme(text: string, name: string): string[] {
  const { logo, fonts } = parseYaml(text, name, themeSchema).value ?? {};
  return [logo?.file, fonts?.regular, fonts?.bold].filter((path) => path !== undefined);
}

/**
 * How do the reports of this theme look?
 *
 * Colours must be readable (WCAG 2.2 AA), and what is better must not look like what is worse to any reader.
 *
 * @param text     of the theme file, YAML
 * @param name     its name in problems
 * @param bytesOf  what a file that it names holds
 * @throws `program.invalid` with every problem, each with line and column
 * @example parseTheme('colours: { improvement: "#00695c" }', 'theme.yaml', readFileSync).light.improvement  // '#00695c'
 */
export function parseTheme(text: string, name: string, bytesOf: (file: string) => Uint8Array): Theme {
  const read = parseYaml(text, name, themeSchema);
  if (read.value === null) throw new RealizedError('program.invalid', { problems: read.problems });
  const { value } = read;
  const [chosen, chosenDark] = [lowerCase(value.colours), lowerCase(value.dark)];
  const light = lightPalette(chosen);
  const dark = darkPalette(chosenDark, chosen);
  const problems = [
    ...paletteProblems(read, 'colours', chosen, light),
    ...paletteProblems(read, 'dark', chosenDark, dark),
  ];
  const { logo, fonts } = value;
  const drawn = logo === undefined ? null : readLogo(bytesOf(logo.file), logo.alternative);
  if (Array.isArray(drawn)) problems.push(...drawn.map((one) => ({ file: logo!.file, ...one })));
  const typeface =
    fonts === undefined ? null : adoptTypeface(fonts.family, { 400: bytesOf(fonts.regular), 600: bytesOf(fonts.bold) });
  if (Array.isArray(typeface)) {
    const placed = typeface.map(({ weight, message, hint }) => {
      const key = weight === 400 ? 'regular' : 'bold';
      return read.problemAt(['fonts', key], `«${fonts![key]}» cannot be used: ${message}`, hint);
    });
    problems.push(...placed);
  }
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  return { light, dark, logo: drawn as Theme['logo'], typeface: typeface as Theme['typeface'] };
}

function lowerCase(chosen: z.output<typeof colours>): Chosen {
  return Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, value!.toLowerCase()]));
}

/**
 * What is read on, or marked against, what; the first is the one that a theme chooses. Marks of concern have an edge that
 * follows from them and stands out.
 */
const PAIRS: readonly [(typeof THEME_COLOURS)[number], ColourName, number][] = [
  ['ink', 'commonSoft', TEXT_CONTRAST],
  ['improvement', 'paper', TEXT_CONTRAST],
  ['common', 'paper', MARK_CONTRAST],
];

/** At which distance in CIELAB two filled marks are told apart at a glance; the shipped pair keeps 88 and more. */
const LEAST_DISTANCE = 25;

function paletteProblems(
  { problemAt }: Pick<YamlReading<unknown>, 'problemAt'>,
  part: 'colours' | 'dark',
  chosen: Chosen,
  palette: Palette,
): ProgramProblem[] {
  const away = contrastOf('#ffffff', palette.paper) > contrastOf('#000000', palette.paper) ? '#ffffff' : '#000000';
  const low = PAIRS.flatMap(([name, ground, least]) => {
    const [own, ratio] = [chosen[name], contrastOf(palette[name], palette[ground])];
    if (own === undefined || ratio >= least) return [];
    const better = towards(own, away, (candidate) => contrastOf(candidate, palette[ground]) >= least);
    const message = `«${own}» has a contrast of ${ratio.toFixed(2)} : 1 to ${palette[ground]}, on which it stands; it needs ${least} : 1`;
    return [problemAt([part, name], message, `write "${better}", the nearest of its kind that has it`)];
  });
  const alike = alikeTo(palette.improvement, palette.concern);
  const name = chosen.concern === undefined ? 'improvement' : 'concern';
  if (alike === null || chosen[name] === undefined) return low;
  const message = `improvement «${palette.improvement}» and concern «${palette.concern}» look alike to readers with ${alike.vision}: ${alike.distance.toFixed(0)} apart in CIELAB, and ${LEAST_DISTANCE} are needed`;
  return [...low, problemAt([part, name], message, 'take one that is bluer or yellower, or much lighter or darker')];
}

function alikeTo(a: Colour, b: Colour): { vision: ColourVision; distance: number } | null {
  const seen = (['deuteranopia', 'protanopia', 'tritanopia'] as const).map((vision) => ({
    vision,
    distance: distanceAsSeen(a, b, vision),
  }));
  return seen.find(({ distance }) => distance < LEAST_DISTANCE) ?? null;
}
