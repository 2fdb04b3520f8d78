// The package names its types in "exports" alone, which TypeScript's resolution for CommonJS does not read.
declare module 'vega-lite' {
	export * from 'vega-lite/build/index';
}
