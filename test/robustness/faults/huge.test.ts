import '../../support/quickRetries';
import { tryTable } from './matrix';
import { HUGE } from './outcomes';

// One after the other: what reads 50 MB keeps the process from everything else for a while.
tryTable([HUGE], { sideBySide: false });
