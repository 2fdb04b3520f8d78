// What follows when a fault hits a request, written from the rule "repeat only what may be repeated, lose nothing, say
// what is unknown" and from "Failures and retries" in the README. A row is a kind of request (KINDS in
// test/support/operations), or one request where it differs from its kind; after the @ is the method. Each cell is
// tried twice: the fault hits one request, then every one of its kind; if that makes a difference, both outcomes are
// given.
//
//   done       Nothing is repeated; everything is as without the fault.
//   repeats    Hit once, the request is repeated, and all is done. Hit always, it is given up after four.
//   repeats?   The same, and the failure says that the work may be done: it changes something, and the answer is lost.
//   detours    Hit once, the request is repeated. Hit always, it is given up, and the work is done another way.
//   fails      Sent once. It fails, and nothing is done.
//   fails?     Sent once, never again. It fails, and says that the work may be done and how to find out.
//   again      Sent anew once, after a look whether it was done. Hit always, it fails after two, and nothing is done.
//   twice      Sent anew once; by then the first is done, and its result is found.
//   more       Done, and with a key pair more, because none is shown.
//   unread     Sent once. It fails, because the answer lacks what was asked for; if work was done, it says so.
//   taken      What arrived is taken as complete, because nothing in it says otherwise. Nothing is changed.
//   breaks     A listing fails midway, and says how far the work came.

/** Answers that are lost, in whole or in part. */
export const LOST = `
	                                         | dropped before | dropped after | truncated JSON | empty answer | page token repeats
	reads                                    | repeats        | repeats       | repeats        | taken        | breaks
	compares                                 | repeats        | repeats       | repeats        | done         |
	signs                                    | repeats        | repeats       | repeats        | fails        |
	links                                    | repeats        | repeats       | repeats        | unread       |
	changes                                  | repeats?       | repeats?      | repeats?       | done         |
	creates                                  | fails?         | fails?        | fails?         | done         |
	finds                                    | repeats        | repeats       | repeats        | fails        |
	tries                                    | repeats        | repeats       | repeats        | done         |
	eases                                    | detours        | detours       | detours        | detours      |
	lists                                    | repeats        | repeats       | repeats        | repeats      |
	looks                                    | repeats        | repeats       |                |              |
	misses                                   | repeats        | repeats       | done           | fails        |
	removes                                  | repeats?       | repeats?      | done           | done         |
	heals                                    | again          | done          | done           | done         |
	opens                                    | repeats        | repeats       | repeats        | repeats      |
	checks                                   | repeats        | repeats       | repeats        | taken        | done
	downloads                                | repeats        | repeats       | taken          | taken        |
	uploads                                  | repeats?       | repeats?      | done           | done         |
	confirms                                 | repeats?       | repeats?      | repeats?       | repeats?     |
	bucket delete, empty first @ ListObjects |                |               |                | fails        |
	account create @ GetKeys                 |                |               |                | more         |
	object get, by listing @ ListObjects     |                |               |                | fails        | done
	object deleteMany, of more than a few @ GetKeys |         |               |                | done         |
	object copyMany @ ListObjects            |                |               |                | done/taken   |
	object moveMany @ ListObjects            |                |               |                | done/taken   |
	object moveMany, through S3 @ ListObjects |               |               |                | done/taken   |
`;

/** Refusals, and answers from something else. */
export const REFUSED = `
	          | 429     | 502 HTML | 200 HTML | code 99  | unknown code | nested failure | redirect | expired certificate
	reads     | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	compares  | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	signs     | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	links     | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	changes   | repeats | repeats? | fails?   | repeats? | fails        | fails          | fails?   | fails
	creates   | repeats | fails?   | fails?   | fails?   | fails        | fails          | fails?   | fails
	finds     | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	tries     | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	eases     | detours | detours  | detours  | detours  | done         | detours        | done     | done
	lists     | repeats | repeats  | repeats  | repeats  | fails        | repeats        | fails    | fails
	looks     | repeats | repeats  | repeats  | repeats  | fails        | repeats        | fails    | fails
	misses    | repeats | repeats  | repeats  | repeats  | fails        | repeats        | fails    | fails
	removes   | repeats | repeats? | repeats? | repeats  | fails        | repeats?       | fails?   | fails
	heals     | repeats | again    | again    | again    | fails        | fails          | again    | fails
	opens     | repeats | repeats  | repeats  | repeats  | fails        | repeats        | fails    | fails
	checks    | repeats | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	downloads | repeats | repeats  | fails    | repeats  | fails        | repeats        | fails    | fails
	uploads   | repeats | repeats? | fails    | repeats  | fails        | repeats?       | fails?   | fails
	confirms  | repeats | repeats? | repeats? | repeats  | fails        | repeats?       | fails?   | fails
	object deleteMany, of more than a few @ GetKeys | | | done | | | done | |
`;

/** The work is done, and a gateway answers in place of the platform or the endpoint. */
export const GATEWAYS = `
	          | done, then 200 | done, then 302 | done, then 403 | done, then 404 | done, then 500 | done, then 502
	reads     | fails          | fails          | fails          | fails          | fails          | repeats
	compares  | fails          | fails          | fails          | fails          | fails          | repeats
	signs     | fails          | fails          | fails          | fails          | fails          | repeats
	links     | fails          | fails          | fails          | fails          | fails          | repeats
	changes   | fails?         | fails?         | fails?         | fails?         | fails?         | repeats?
	creates   | fails?         | fails?         | fails?         | fails?         | fails?         | fails?
	finds     | fails          | fails          | fails          | fails          | fails          | repeats
	tries     | fails          | fails          | fails          | fails          | fails          | repeats
	eases     | done           | done           | done           | done           | done           | detours
	heals     | done           | done           | done           | done           | done           | done
	checks    | fails          | fails          | fails          | fails          | fails          | repeats
	removes   | repeats?       | fails?         |                | fails?         | repeats?       | repeats?
	uploads   | fails          | fails?         |                | fails?         | repeats?       | repeats?
	confirms  | repeats?       | fails?         |                | fails?         | repeats?       | repeats?
`;

/**
 * Slow answers: one must be there, to its end, within Timeout; S3 may take longer to complete an upload, and to take a
 * large part.
 */
export const LATE = `
	          | slow | in drops | longer than Timeout | too slow | falls silent
	reads     | done | done     | repeats             | repeats  | repeats
	compares  | done | done     | repeats             | repeats  | repeats
	signs     | done | done     | repeats             | repeats  | repeats
	links     | done | done     | repeats             | repeats  | repeats
	changes   | done | done     | repeats?            | repeats? | repeats?
	creates   | done | done     | fails?              | fails?   | fails?
	finds     | done | done     | repeats             | repeats  | repeats
	tries     | done | done     | repeats             | repeats  | repeats
	eases     | done | done     | detours             | detours  | detours
	lists     | done | done     | repeats             | repeats  | repeats
	looks     | done |          |                     | repeats  |
	misses    | done | done     | repeats             | repeats  | repeats
	removes   | done | done     | done                | repeats? | done
	heals     | done | done     | done                | again/twice | done
	opens     | done | done     | repeats             | repeats  | repeats
	checks    | done | done     | repeats             | repeats  | repeats
	downloads | done | done     |                     | repeats  | repeats
	uploads   | done | done     | done                | repeats? | done
	confirms  | done | done     | done                | repeats? | repeats?
	object deleteMany, through S3 @ DeleteObjects   | | | repeats? | |
	object moveMany, through S3 @ DeleteObjects     | | | repeats? | |
	object upload, in parts @ CreateMultipartUpload | | | repeats? | |
	object upload, in parts @ UploadPart            | | |          | done |
`;

/** Answers of 50 MB. */
export const HUGE = `
	          | 50 MB
	all       | done
	downloads | taken
`;

/**
 * Answers that report success but are not what was asked for. What does not fit ends in a failure that names it, before
 * anything on its page is touched; what can be understood is done. Whoever only reads key pairs is shown what there
 * is, and whoever needs a secret key does not get a wrong one. A new pair that can't be found by comparison is the one
 * that was answered, if it was answered alone.
 */
export const STRANGE_TABLES = [
	`
	       | prefix ignored | same page again | keys go back | groups come again | keys encoded | unknown encoding
	all    | fails          | breaks          | fails        | done              | done         | fails
	object get, by listing @ ListObjects | | done | done | | |
	checks |                | done            | taken        | done              | done         | taken
`,
	`
	       | truncated: "True" | truncated: "1" | truncated: "yes" | truncated: "" | truncated: "perhaps"
	all    | done              | done           | done             | done          | fails
	checks | done              | done           | done             | done          | taken
`,
	`
	          | foreign list | secret: "***" | secret: "" | disabled pairs
	reads     | fails        | done          | done       | done
	compares  | done         | done          | done       | done
	signs     | fails        | fails         | fails      | fails
	finds     | fails        | done          | done       | done
	tries     | fails        | done          | done       | done
	eases     | done         | done          | done       | done
	heals     | done         | done          | done       |
	checks    | taken        | done          | done       | done
	key test @ GetKeys | fails | fails       | fails      | done
	key revokeOthers, test first @ GetKeys | fails | fails       | fails      | fails
	key revokeOthers @ GetKeys | fails | done | done | fails
	key rotate @ GetKeys | fails     | done     | done   | fails
	account create @ GetKeys | fails | done | done | done
	account create, use it | fails | fails | fails | fails
`,
	`
	      | failure in responses[] | failure in object | failure in data | failure in response.response
	all   | fails                  | fails             | fails           | fails
	eases | done                   | done              | done            | done
`,
	`
	    | lone elements | all pairs | times: java | times: minutes | times: iso | endpoint with a path | weak tags | blanks around names
	all | done          | done      | done        | done           | done       | done                 | done      | done
`,
	`
	    | DeleteObjects: 501 | DeleteObjects: 405 | each key: SlowDown | each key: InternalError | other clock | wrong gzip | onto itself, by trimmed names
	all | done               | done               | repeats            | repeats                 | fails       | fails      | fails
	eases | | | detours | detours | done | |
	misses | | | | | | done |
`,
];
