// What becomes of every operation when a fault hits it. Written from the rule "repeat only what may be repeated, lose
// nothing, say what is unknown" and from "Failures and retries" in the README. Behind the @ stands which of an
// operation's requests is hit. Each cell is tried twice: the fault hits one request, then every one of its kind; where
// that makes a difference, both outcomes stand there.
//
//   done       Nothing is sent again; all is as without the fault.
//   repeats    Hit once, the request is sent again and all is done. Hit always, it is given up after four.
//   repeats?   The same, and what gives up says that the work may be done: it changes something, and the answer is lost.
//   fails      Sent once. It fails, and nothing is done.
//   fails?     Sent once, never again. It fails and says that the work may be done, and how to look.
//   unread     Sent once. It fails, since the answer lacks what was asked for; where work was done, it says so.
//   taken      What came is taken for the whole, for nothing in it says otherwise. Nothing is changed.
//   breaks     A listing fails in its middle, and says how far the work came.
//   -          Cannot hit this request (table.ts says why).

/** Answers that get lost, wholly or in part. */
export const LOST = `
	                                                  | dropped before | dropped after | truncated JSON | empty answer | page token repeats
	account create                                    | fails?         | fails?        | fails?         | done         | -
	account delete                                    | repeats?       | repeats?      | repeats?       | done         | -
	account getAll                                    | repeats        | repeats       | repeats        | taken        | -
	key generate @ GetKeys                            | repeats        | repeats       | repeats        | done         | -
	key generate @ GenerateKey                        | fails?         | fails?        | fails?         | unread       | -
	key getAll                                        | repeats        | repeats       | repeats        | taken        | -
	key regenerate @ GetKeys                          | repeats        | repeats       | repeats        | done         | -
	key regenerate @ RegenerateKeys                   | fails?         | fails?        | fails?         | unread       | -
	key revoke                                        | repeats?       | repeats?      | repeats?       | done         | -
	bucket create                                     | fails?         | fails?        | fails?         | done         | -
	bucket delete                                     | repeats?       | repeats?      | repeats?       | done         | -
	bucket delete, empty first @ ListObjects          | repeats        | repeats       | repeats        | fails        | breaks
	bucket delete, empty first @ DeleteObject         | repeats?       | repeats?      | repeats?       | done         | -
	bucket delete, empty first @ Delete               | repeats?       | repeats?      | repeats?       | done         | -
	bucket getAll                                     | repeats        | repeats       | repeats        | taken        | -
	object copy                                       | repeats?       | repeats?      | repeats?       | done         | -
	object copyMany @ ListObjects                     | repeats        | repeats       | repeats        | done/taken   | breaks
	object copyMany @ CopyObject                      | repeats?       | repeats?      | repeats?       | done         | -
	object delete                                     | repeats?       | repeats?      | repeats?       | done         | -
	object deleteMany @ ListObjects                   | repeats        | repeats       | repeats        | taken        | breaks
	object deleteMany @ DeleteObject                  | repeats?       | repeats?      | repeats?       | done         | -
	object deleteMany, through S3 @ GetKeys           | repeats        | repeats       | repeats        | fails        | -
	object deleteMany, through S3 @ ListObjects       | repeats        | repeats       | repeats        | taken        | breaks
	object deleteMany, through S3 @ DeleteObjects     | repeats?       | repeats?      | repeats?       | repeats?     | -
	object download @ GetPresignedURL                 | repeats        | repeats       | repeats        | unread       | -
	object download @ GetObject                       | repeats        | repeats       | taken          | taken        | -
	object getAll                                     | repeats        | repeats       | repeats        | taken        | breaks
	object getPresignedUrl                            | repeats        | repeats       | repeats        | unread       | -
	object move @ CopyObject                          | repeats?       | repeats?      | repeats?       | done         | -
	object move @ DeleteObject                        | repeats?       | repeats?      | repeats?       | done         | -
	object moveMany @ ListObjects                     | repeats        | repeats       | repeats        | done/taken   | breaks
	object moveMany @ CopyObject                      | repeats?       | repeats?      | repeats?       | done         | -
	object moveMany @ DeleteObject                    | repeats?       | repeats?      | repeats?       | done         | -
	object upload @ GetKeys                           | repeats        | repeats       | repeats        | fails        | -
	object upload @ PutObject                         | repeats?       | repeats?      | done           | done         | -
	object upload, in parts @ GetKeys                 | repeats        | repeats       | repeats        | fails        | -
	object upload, in parts @ CreateMultipartUpload   | repeats?       | repeats?      | repeats?       | repeats?     | -
	object upload, in parts @ UploadPart              | repeats?       | repeats?      | done           | done         | -
	object upload, in parts @ CompleteMultipartUpload | repeats?       | repeats?      | repeats?       | repeats?     | -
	policy delete                                     | repeats?       | repeats?      | repeats?       | done         | -
	policy get                                        | repeats        | repeats       | repeats        | taken        | -
	policy set                                        | repeats?       | repeats?      | repeats?       | done         | -
`;

/** Answers that refuse, and answers of somebody else. */
export const REFUSED = `
	                                                  | 429      | 502 HTML | 200 HTML | code 99  | unknown code | nested failure | redirect | expired certificate
	account create                                    | repeats  | fails?   | fails    | fails?   | fails        | fails          | fails    | fails
	account delete                                    | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	account getAll                                    | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	key generate @ GetKeys                            | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	key generate @ GenerateKey                        | repeats  | fails?   | fails    | fails?   | fails        | fails          | fails    | -
	key getAll                                        | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	key regenerate @ GetKeys                          | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	key regenerate @ RegenerateKeys                   | repeats  | fails?   | fails    | fails?   | fails        | fails          | fails    | -
	key revoke                                        | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	bucket create                                     | repeats  | fails?   | fails    | fails?   | fails        | fails          | fails    | fails
	bucket delete                                     | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	bucket delete, empty first @ ListObjects          | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	bucket delete, empty first @ DeleteObject         | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	bucket delete, empty first @ Delete               | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	bucket getAll                                     | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object copy                                       | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	object copyMany @ ListObjects                     | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object copyMany @ CopyObject                      | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	object delete                                     | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	object deleteMany @ ListObjects                   | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object deleteMany @ DeleteObject                  | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	object deleteMany, through S3 @ GetKeys           | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object deleteMany, through S3 @ ListObjects       | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | -
	object deleteMany, through S3 @ DeleteObjects     | repeats  | repeats? | repeats? | repeats  | fails        | repeats?       | fails    | fails
	object download @ GetPresignedURL                 | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object download @ GetObject                       | repeats  | repeats  | fails    | repeats  | fails        | repeats        | fails    | fails
	object getAll                                     | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object getPresignedUrl                            | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object move @ CopyObject                          | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	object move @ DeleteObject                        | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	object moveMany @ ListObjects                     | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object moveMany @ CopyObject                      | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	object moveMany @ DeleteObject                    | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | -
	object upload @ GetKeys                           | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object upload @ PutObject                         | repeats  | repeats? | fails    | repeats  | fails        | repeats?       | fails    | fails
	object upload, in parts @ GetKeys                 | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	object upload, in parts @ CreateMultipartUpload   | repeats  | repeats? | repeats? | repeats  | fails        | repeats?       | fails    | fails
	object upload, in parts @ UploadPart              | repeats  | repeats? | fails    | repeats  | fails        | repeats?       | fails    | -
	object upload, in parts @ CompleteMultipartUpload | repeats  | repeats? | repeats? | repeats  | fails        | repeats?       | fails    | -
	policy delete                                     | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
	policy get                                        | repeats  | repeats  | fails    | repeats  | fails        | fails          | fails    | fails
	policy set                                        | repeats  | repeats? | fails    | repeats? | fails        | fails          | fails    | fails
`;

/** Answers that take their time. "Longer than Timeout" an answer may take that never falls silent. */
export const LATE = `
	                                                  | slow     | in drops | longer than Timeout | too slow | falls silent
	account create                                    | done     | done     | done                | fails?   | fails?
	account delete                                    | done     | done     | done                | repeats? | repeats?
	account getAll                                    | done     | done     | done                | repeats  | repeats
	key generate @ GetKeys                            | done     | done     | done                | repeats  | repeats
	key generate @ GenerateKey                        | done     | done     | done                | fails?   | fails?
	key getAll                                        | done     | done     | done                | repeats  | repeats
	key regenerate @ GetKeys                          | done     | done     | done                | repeats  | repeats
	key regenerate @ RegenerateKeys                   | done     | done     | done                | fails?   | fails?
	key revoke                                        | done     | done     | done                | repeats? | repeats?
	bucket create                                     | done     | done     | done                | fails?   | fails?
	bucket delete                                     | done     | done     | done                | repeats? | repeats?
	bucket delete, empty first @ ListObjects          | done     | done     | done                | repeats  | repeats
	bucket delete, empty first @ DeleteObject         | done     | done     | done                | repeats? | repeats?
	bucket delete, empty first @ Delete               | done     | done     | done                | repeats? | repeats?
	bucket getAll                                     | done     | done     | done                | repeats  | repeats
	object copy                                       | done     | done     | done                | repeats? | repeats?
	object copyMany @ ListObjects                     | done     | done     | done                | repeats  | repeats
	object copyMany @ CopyObject                      | done     | done     | done                | repeats? | repeats?
	object delete                                     | done     | done     | done                | repeats? | repeats?
	object deleteMany @ ListObjects                   | done     | done     | done                | repeats  | repeats
	object deleteMany @ DeleteObject                  | done     | done     | done                | repeats? | repeats?
	object deleteMany, through S3 @ GetKeys           | done     | done     | done                | repeats  | repeats
	object deleteMany, through S3 @ ListObjects       | done     | done     | done                | repeats  | repeats
	object deleteMany, through S3 @ DeleteObjects     | done     | done     | done                | repeats? | repeats?
	object download @ GetPresignedURL                 | done     | done     | done                | repeats  | repeats
	object download @ GetObject                       | done     | done     | -                   | repeats  | repeats
	object getAll                                     | done     | done     | done                | repeats  | repeats
	object getPresignedUrl                            | done     | done     | done                | repeats  | repeats
	object move @ CopyObject                          | done     | done     | done                | repeats? | repeats?
	object move @ DeleteObject                        | done     | done     | done                | repeats? | repeats?
	object moveMany @ ListObjects                     | done     | done     | done                | repeats  | repeats
	object moveMany @ CopyObject                      | done     | done     | done                | repeats? | repeats?
	object moveMany @ DeleteObject                    | done     | done     | done                | repeats? | repeats?
	object upload @ GetKeys                           | done     | done     | done                | repeats  | repeats
	object upload @ PutObject                         | done     | done     | done                | repeats? | done
	object upload, in parts @ GetKeys                 | done     | done     | done                | repeats  | repeats
	object upload, in parts @ CreateMultipartUpload   | done     | done     | done                | repeats? | repeats?
	object upload, in parts @ UploadPart              | done     | done     | done                | repeats? | done
	object upload, in parts @ CompleteMultipartUpload | done     | done     | done                | repeats? | repeats?
	policy delete                                     | done     | done     | done                | repeats? | repeats?
	policy get                                        | done     | done     | done                | repeats  | repeats
	policy set                                        | done     | done     | done                | repeats? | repeats?
`;

/** Answers of 50 MB. */
export const HUGE = `
	                                                  | 50 MB
	account create                                    | done
	account delete                                    | done
	account getAll                                    | done
	key generate @ GetKeys                            | done
	key generate @ GenerateKey                        | done
	key getAll                                        | done
	key regenerate @ GetKeys                          | done
	key regenerate @ RegenerateKeys                   | done
	key revoke                                        | done
	bucket create                                     | done
	bucket delete                                     | done
	bucket delete, empty first @ ListObjects          | done
	bucket delete, empty first @ DeleteObject         | done
	bucket delete, empty first @ Delete               | done
	bucket getAll                                     | done
	object copy                                       | done
	object copyMany @ ListObjects                     | done
	object copyMany @ CopyObject                      | done
	object delete                                     | done
	object deleteMany @ ListObjects                   | done
	object deleteMany @ DeleteObject                  | done
	object deleteMany, through S3 @ GetKeys           | done
	object deleteMany, through S3 @ ListObjects       | done
	object deleteMany, through S3 @ DeleteObjects     | done
	object download @ GetPresignedURL                 | done
	object download @ GetObject                       | taken
	object getAll                                     | done
	object getPresignedUrl                            | done
	object move @ CopyObject                          | done
	object move @ DeleteObject                        | done
	object moveMany @ ListObjects                     | done
	object moveMany @ CopyObject                      | done
	object moveMany @ DeleteObject                    | done
	object upload @ GetKeys                           | done
	object upload @ PutObject                         | done
	object upload, in parts @ GetKeys                 | done
	object upload, in parts @ CreateMultipartUpload   | done
	object upload, in parts @ UploadPart              | done
	object upload, in parts @ CompleteMultipartUpload | done
	policy delete                                     | done
	policy get                                        | done
	policy set                                        | done
`;
