// For what is not shipped (sandbox, tests, benchmarks), and for the imports of all. What ships is linted with n8n's own
// strict rules, eslint.config.mjs, which n8n wants unchanged.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import imports from './eslint.imports.mjs';

export default tseslint.config(
	js.configs.recommended,
	tseslint.configs.recommended,
	...imports,
	{
		files: ['**/*.mjs'],
		languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
	},
	{
		files: ['**/*.cjs'],
		languageOptions: { globals: { module: 'writable', require: 'readonly' } },
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
	{
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			// Playwright's fixtures destructure what they need, even nothing.
			'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
		},
	},
);
