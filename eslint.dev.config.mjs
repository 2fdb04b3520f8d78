// For what is not shipped (sandbox, tests, benchmarks). What ships is linted with n8n's own strict
// rules, eslint.config.mjs, which n8n wants unchanged.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['test/e2e/report'] },
	js.configs.recommended,
	tseslint.configs.recommended,
	{
		files: ['**/*.mjs'],
		languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
	},
	{
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
		},
	},
);
