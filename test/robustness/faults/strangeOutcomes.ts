// As outcomes.ts, for answers that go well and are not what was asked for. What does not fit ends in a failure that
// names it, before anything on its page is touched; what can be understood is done.

/** Pages of a listing. */
const PAGES = `
	                                                | prefix ignored | same page again | keys go back | groups come again | keys encoded | unknown encoding
	all that it can reach                           | fails          | breaks          | fails        | done              | done         | fails
`;

/** What a page says of the next. */
const WORDS = `
	                                                | truncated: "True" | truncated: "1" | truncated: "yes" | truncated: "" | truncated: "perhaps"
	all that it can reach                           | done              | done           | done             | done          | fails
`;

/** Lists, and what is none. A new pair that cannot be told by those before is told by itself, as long as it comes alone. */
const LISTS = `
	                                                | foreign list
	account getAll                                  | fails
	key generate @ GetKeys                          | done
	key generate @ GenerateKey                      | unread
	key getAll                                      | fails
	key regenerate @ GetKeys                        | done
	key regenerate @ RegenerateKeys                 | unread
	bucket delete, empty first @ ListObjects        | fails
	bucket getAll                                   | fails
	object copyMany @ ListObjects                   | fails
	object deleteMany @ ListObjects                 | fails
	object deleteMany, through S3 @ GetKeys         | fails
	object deleteMany, through S3 @ ListObjects     | fails
	object getAll                                   | fails
	object moveMany @ ListObjects                   | fails
	object upload @ GetKeys                         | fails
	object upload, in parts @ GetKeys               | fails
`;

/** Key pairs: who only reads them is shown what there is, who needs a secret does not get one. */
const SECRETS = `
	                                                | secret: "***" | secret: ""
	account getAll                                  | done          | done
	key generate @ GetKeys                          | done          | done
	key generate @ GenerateKey                      | unread        | unread
	key getAll                                      | done          | done
	key regenerate @ GetKeys                        | done          | done
	key regenerate @ RegenerateKeys                 | unread        | unread
	object deleteMany, through S3 @ GetKeys         | fails         | fails
	object upload @ GetKeys                         | fails         | fails
	object upload, in parts @ GetKeys               | fails         | fails
`;

/** Pairs that must not sign. */
const DISABLED = `
	                                                | disabled pairs
	account getAll                                  | done
	key generate @ GetKeys                          | done
	key getAll                                      | done
	key regenerate @ GetKeys                        | done
	object deleteMany, through S3 @ GetKeys         | fails
	object upload @ GetKeys                         | fails
	object upload, in parts @ GetKeys               | fails
`;

/** Failures wherever a payload may stand. */
const DEEPER = `
	                                                | failure in responses[] | failure in object | failure in data | failure in response.response
	all that it can reach                           | fails                  | fails             | fails           | fails
`;

/** What is written otherwise. */
const OTHERWISE = `
	                                                | lone elements | all pairs | times: java | times: minutes | times: iso | endpoint with a path | weak tags | blanks around names
	all that it can reach                           | done          | done      | done        | done           | done       | done                 | done      | done
`;

/** What an endpoint refuses or cannot do. */
const ENDPOINT = `
	                                                | DeleteObjects: 501 | DeleteObjects: 405 | each key: SlowDown | each key: InternalError | other clock | wrong gzip | onto itself, by trimmed names
	all that it can reach                           | done               | done               | repeats            | repeats                 | fails       | fails      | fails
`;

export const STRANGE_TABLES = [
	...[PAGES, WORDS, LISTS, SECRETS, DISABLED, DEEPER, OTHERWISE, ENDPOINT],
];
