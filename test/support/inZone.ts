// Reads times as another process with another time zone would: the zone is read once, at the start.
import { timeOf } from '../../nodes/shared/answers/times';
import { pointInTime } from '../../nodes/shared/parse/time';

const isoOf = (milliseconds: number | undefined) =>
	milliseconds === undefined ? null : new Date(milliseconds).toISOString();

const { answered, entered } = JSON.parse(process.argv[2]) as Record<string, string[]>;

process.stdout.write(
	JSON.stringify({
		answered: answered.map((text) => isoOf(timeOf(text))),
		entered: entered.map((text) => isoOf(pointInTime(text, 'Older Than'))),
		// What the machine itself makes of a time without a zone.
		machine: isoOf(Date.parse('2021-08-19T14:51:37')),
	}),
);
