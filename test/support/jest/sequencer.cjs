// Starts the files that take longest first. Jest orders files by how long they took, which a fresh clone does not know,
// and otherwise by size: these are short, so they would start last and run alone.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = [
	...['late', 'refused', 'strange', 'huge', 'lost'].map((name) => `faults/${name}`),
	...['objectUpload.parts', 'objectDeleteMany.via', 'catalogue', 'objectDownload.resume'],
	'triggerState',
].map((name) => `/${name}.test.ts`);

const rankOf = ({ path }) => {
	const at = LONGEST.findIndex((name) => path.endsWith(name));
	return at < 0 ? LONGEST.length : at;
};

module.exports = class extends Sequencer {
	async sort(tests) {
		const sorted = await super.sort(tests);
		return [...sorted].sort((a, b) => rankOf(a) - rankOf(b));
	}
};
