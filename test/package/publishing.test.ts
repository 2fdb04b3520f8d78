import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// What may publish runs nothing of the repository and no development package.

const WORKFLOW = readFileSync(join(__dirname, '../../.github/workflows/publish.yml'), 'utf8');
const [pack, publish] = WORKFLOW.split(/^ {2}(?=(?:pack|publish):$)/m).slice(1);

test('what tests and packs may only read', () => {
	expect(WORKFLOW).toMatch(/^permissions: \{\}$/m);
	expect(pack).toMatch(/permissions:\n {6}contents: read\n\n/);
	expect(pack).toContain('persist-credentials: false');
	expect(pack).toContain('npm test');
});

test('what may publish installs nothing and runs no scripts', () => {
	expect(publish).toContain('id-token: write');
	expect(publish).not.toMatch(/checkout|npm (ci|install|run|test)|npx/);
	expect(publish.match(/run: (.*)/g)).toEqual([
		'run: npm publish "./n8n-nodes-jelastic-s3-${GITHUB_REF_NAME}.tgz" --provenance --access public --ignore-scripts',
	]);
});
