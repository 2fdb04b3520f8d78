/** The path of a method of the platform's API, such as `s3.bucket.List`. */
export function pathOf(method: string): string {
	const [service, controller, name] = method.split('.');
	return `/1.0/${service}/${controller}/rest/${name.toLowerCase()}`;
}
