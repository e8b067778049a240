import { day } from './scalars.ts';
import type { Complaint, Spot } from './spot.ts';

/**
 * Do the values of a program agree with each other: is every baseline over before go-live, every span forward?
 * The register's own are in register-complaints.ts.
 *
 * @param file  the whole program as read
 * @returns a complaint for each pair of values that contradict each other
 * @example baseline { from: 2023-07-01, to: 2024-07-31 } with go-live 2024-07-01 → baseline ends on or after go-live
 */
export function* orderComplaints(file: Spot): Generator<Complaint> {
  for (const deployment of file.at('deployments').items) {
    yield* backwards(deployment.at('baseline'));
    yield* lateBaseline(deployment);
    for (const exclusion of deployment.at('exclude').items) yield* backwards(exclusion);
  }
  yield* mailWithoutServer(file);
  if (file.at('sealed_at').value !== undefined && file.at('synthetic').value === undefined) {
    yield {
      spot: file.at('sealed_at'),
      message: 'a real program cannot declare when it was sealed',
      hint: 'remove «sealed_at» (`realized seal` writes the time), or say under «synthetic» that the data was made',
    };
  }
}

function* backwards(span: Spot): Generator<Complaint> {
  const [from, to] = [dayAt(span.at('from')), dayAt(span.at('to'))];
  if (from === null || to === null || from <= to) return;
  yield { spot: span.at('to'), message: `«${to}» lies before «from: ${from}»`, hint: 'exchange the two days' };
}

function* lateBaseline(deployment: Spot): Generator<Complaint> {
  const spot = deployment.at('baseline').at('to');
  const units = deployment.at('go_live');
  const last = dayAt(spot);
  const first = units.keys.flatMap(({ text }) => dayAt(units.at(text!)) ?? []).sort()[0];
  if (last === null || first === undefined || last < first) return;
  yield {
    spot,
    message: `the baseline ends on «${last}», but the first go-live is ${first}`,
    hint: 'end the baseline before the first go-live',
  };
}

function* mailWithoutServer(file: Spot): Generator<Complaint> {
  if (file.at('mail').value !== undefined) return;
  const mailed = file
    .at('deliveries')
    .items.flatMap((delivery) => [
      ...delivery.at('send').items.flatMap((sending) => sending.at('to').items.slice(0, 1)),
      ...(delivery.at('owner').text === null ? [] : [delivery.at('owner')]),
    ]);
  for (const spot of mailed.slice(0, 1)) {
    yield {
      spot,
      message: 'mail goes out, but no server takes it',
      hint: 'add «mail: { from: name@host, host: smtp.host }» to the program',
    };
  }
}

/** The day at a spot, which compares as text (YYYY-MM-DD sorts by date); null for what the schema refuses. */
function dayAt(spot: Spot): string | null {
  return day.safeParse(spot.value).data ?? null;
}
